// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new DeadlineExceeded(Duration.ofSeconds(10)), "no full answer within 10 s"),
        Arguments.of(new UnknownHostException("api.test"), "name lookup failed: api.test"),
        Arguments.of(new UnresolvedAddressException(), "name lookup failed"),
        Arguments.of(
            new NoHttpResponseException("x"), "the connection was closed before an answer"),
        Arguments.of(
            new ConnectionClosedException("x"), "the connection was closed before an answer"),
        Arguments.of(new ConnectException("Connection refused"), "connection refused"),
        Arguments.of(
            new HttpHostConnectException(
                "Connection refused", new HttpHost("https", "hooks.test", 443)),
            "connection refused (hooks.test:443)"),
        Arguments.of(new NoRouteToHostException("x"), "no route to the host"),
        Arguments.of(new SocketTimeoutException("Read timed out"), "no answer in time"),
        Arguments.of(new SSLHandshakeException("expired"), "TLS failed: expired"),
        Arguments.of(new CertificateException("another name"), "TLS failed: another name"),
        Arguments.of(
            new SocketException("Connection reset"), "connection failed: Connection reset"),
        Arguments.of(new ClosedChannelException(), "ClosedChannelException"),
        Arguments.of(
            new IOException(
                "Cannot run program \"/a\"", new IOException("error=2, No such file or directory")),
            "there is no such program, or not the one that its first line (#!) names; correct the"
                + " path"),
        Arguments.of(
            new IOException("error=13, Permission denied"),
            "the user "
                + System.getProperty("user.name")
                + " may not execute it; chmod 755 the program, and let that user into its directory"),
        Arguments.of(new AccessDeniedException("/a/b"), "/a/b: permission denied"),
        Arguments.of(new NoSuchFileException("/a/b"), "/a/b: no such file or directory"),
        Arguments.of(
            new FileSystemException("/a/b", null, "No space left on device"),
            "/a/b: No space left on device"),
        Arguments.of(new IOException("a\u009bb\u202ec\u2028d"), "a b c d"),
        Arguments.of(new IOException("a\nb\u0000\u001b[31mc\td"), "a b [31mc d"),
        Arguments.of(
            new HttpOperationFailedException(
                "https://hooks.test/secret", 500, "Oops", null, Map.of(), "secret"),
            "refused with HTTP 500"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureIsSaidAsAnAdministratorWould(Exception failure, String words) {
    assertThat(FailureText.of(failure)).isEqualTo(words);
    assertThat(FailureText.of(new RuntimeCamelException(new IOException(failure))))
        .isEqualTo(words);
  }

  @Test
  void whatIsLongIsCut() {
    assertThat(FailureText.quote("x".repeat(10_000))).hasSize(301).endsWith("x…");
  }
}
