// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that behaves as it likes. */
@Timeout(30)
class ProxyTest {
  private static final Duration DEADLINE = Duration.ofMillis(600);

  private final ScriptedServer proxy = new ScriptedServer();
  private CallLimits limits;
  private CloseableHttpClient client;

  @BeforeEach
  void client() {
    limits = new CallLimits(DEADLINE, new Proxy("127.0.0.1", proxy.port(), "me", "secret-1"), null);
    HttpClientBuilder builder = HttpClientBuilder.create();
    builder.setConnectionManager(Connections.pool(DEADLINE));
    limits.configureHttpClient(builder);
    client = builder.build();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    limits.close();
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({"403 No", "502 Bad Gateway", "302 Elsewhere", "407 Who"})
  void anAnswerOfTheProxyIsNotTakenForTheServers(String status) {
    // Given
    proxy.then(
        out ->
            out.write(
                ("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\n{}").getBytes(US_ASCII)));

    // Then
    assertThatThrownBy(() -> call("https://api.test/"))
        .hasMessage(
            "the proxy 127.0.0.1:" + proxy.port() + " refused: HTTP " + status.substring(0, 3));
    assertThat(proxy.requests().get(0))
        .startsWith("CONNECT api.test:443 HTTP/1.1\n")
        .doesNotContain("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "502 Bad",
        "407 Who|Proxy-Authenticate: Basic realm=x",
        "407 Who|Proxy-Authenticate: Basic realm=x|Content-Length: 2000000000",
        "200 OK",
        "100 Continue"
      })
  void aProxyThatSpeaksWithoutEndIsGivenUpAtTheDeadline(String head) {
    // Given
    String beginning = "HTTP/1.1 " + head.replace("|", "\r\n") + "\r\n\r\n";
    proxy.then(out -> proxy.pour(out, beginning, "HTTP/1.1 100 Continue\r\n\r\n"));

    // When
    long begun = System.nanoTime();
    assertThatThrownBy(() -> call("https://api.test/")).isInstanceOf(IOException.class);

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE.multipliedBy(4));
    await().until(() -> proxy.open() == 0);
  }

  @Test
  void whatIsOnThisMachineIsCalledWithoutIt() throws Exception {
    // Given
    try (ScriptedServer server = new ScriptedServer()) {
      server.thenEach("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

      // Then
      assertThat(call("http://127.0.0.1:" + server.port() + "/")).isEqualTo("hello");
      assertThat(call("http://localhost:" + server.port() + "/")).isEqualTo("hello");
      assertThat(proxy.connections()).isZero();
    }
  }

  @Test
  void itShowsNoPassword() {
    assertThat(new Proxy("h", 1, "me", "secret-1").toString()).isEqualTo("h:1");
  }

  private String call(String url) throws IOException {
    HttpGet get = new HttpGet(url);
    get.setHeader("Authorization", "Bearer token");
    return client.execute(get, response -> EntityUtils.toString(response.getEntity()));
  }
}
