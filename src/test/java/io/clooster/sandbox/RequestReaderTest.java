// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void requestsFollowEachOtherOnAConnection() throws Exception {
    // Given
    RequestReader reader =
        reader(
            "POST /a%20b/c+d?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}"
                + "GET / HTTP/1.1\r\nX-A: 1\r\nx-a:2 \r\nConnection: close\r\n\r\n");

    // When
    Request first = reader.next();
    Request second = reader.next();

    // Then
    assertThat(first.method()).isEqualTo("POST");
    assertThat(first.path()).isEqualTo("/a b/c+d");
    assertThat(first.query()).isEqualTo("x=1");
    assertThat(first.body()).isEqualTo("{}");
    assertThat(first.keepAlive()).isTrue();
    assertThat(second.header("x-a")).contains("1, 2");
    assertThat(second.keepAlive()).isFalse();
    assertThat(reader.next()).isNull();
  }

  @Test
  void aBodyMayComeInChunks() throws Exception {
    // Given
    RequestReader reader =
        reader(
            """
            POST / HTTP/1.1\r
            Transfer-Encoding: chunked\r
            Expect: 100-continue\r
            \r
            3\r
            {"a\r
            A;x=y\r
            ":"12345"}\r
            0\r
            Trailer: t\r
            \r
            """);

    // When
    Request request = reader.next();

    // Then
    assertThat(request.body()).isEqualTo("{\"a\":\"12345\"}");
    assertThat(out.toString(UTF_8)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/2\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "\u0016\u0003\u0001 TLS\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nNo header\r\n\r\n",
        "GET / HTTP/1.1\r\n Folded: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n1",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"
      })
  void whatIsNotHttpIsRefused(String bytes) {
    assertThatThrownBy(() -> reader(bytes).next()).isInstanceOf(BadRequest.class);
  }

  @Test
  void anEndlessHeadIsRefused() {
    assertThatThrownBy(() -> reader("GET /" + "a".repeat(100_000)).next())
        .isInstanceOfSatisfying(BadRequest.class, e -> assertThat(e.status()).isEqualTo(431));
    String headers = "X-%d: 1\r\n";
    StringBuilder head = new StringBuilder("GET / HTTP/1.1\r\n");
    for (int i = 0; i < 1_000; i++) {
      head.append(headers.formatted(i));
    }
    assertThatThrownBy(() -> reader(head.toString()).next())
        .isInstanceOfSatisfying(BadRequest.class, e -> assertThat(e.status()).isEqualTo(431));
  }

  @Test
  void aRequestThatEndsEarlyIsNone() throws IOException {
    String whole = "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
    for (int length = 1; length < whole.length(); length++) {
      String part = whole.substring(0, length);
      assertThatThrownBy(() -> reader(part).next()).isInstanceOf(EOFException.class);
    }
    assertThat(reader(whole).next()).isNotNull();
  }

  private RequestReader reader(String bytes) {
    return new RequestReader(new ByteArrayInputStream(bytes.getBytes(UTF_8)), out);
  }
}
