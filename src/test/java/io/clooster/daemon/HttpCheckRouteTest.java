// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Event;
import io.clooster.testing.Logged;
import io.clooster.testing.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The route template {@code check-http}, and servers that behave as each test likes. */
@Timeout(60)
class HttpCheckRouteTest {
  private static final Event WELL = new Event.OwnHealth(true, "all checks are well");
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  @TempDir private Path directory;
  private final ScriptedServer server = new ScriptedServer();
  private Session session;
  private Hands hands;
  private Logged log;

  @BeforeEach
  void start() throws Exception {
    session = Session.listening(directory).start();
    hands = new Hands(session);
    log = Logged.by("io.clooster.health");
  }

  @AfterEach
  void stop() throws Exception {
    log.close();
    hands.close();
    session.close();
    server.close();
  }

  @Test
  void aStatusOf200IsWellAtOnce() {
    // Given
    server.then(answer("200 OK"));

    // When
    check(3, 2);

    // Then
    assertThat(hands.next()).isEqualTo(WELL);
    assertThat(log.lines()).containsExactly("INFO check=http " + shown() + " state=well");
  }

  @Test
  void aRedirectIsWellAndNotFollowed() throws Exception {
    // Given
    try (ScriptedServer elsewhere = new ScriptedServer()) {
      server.then(answer("302 Found\r\nLocation: http://127.0.0.1:" + elsewhere.port() + "/login"));

      // When
      check(1, 1);

      // Then
      assertThat(hands.next()).isEqualTo(WELL);
      await().until(() -> server.connections() >= 5);
      assertThat(elsewhere.connections()).isZero();
      assertThat(hands.waiting()).isNull();
    }
  }

  @Test
  void failuresInARowMakeItFailAndSuccessesInARowMakeItWell() {
    // Given
    server.then(answer("200 OK"));
    check(3, 2);
    assertThat(hands.next()).isEqualTo(WELL);

    // When
    server.then(answer("503 Service Unavailable"));

    // Then
    assertThat(hands.next())
        .isEqualTo(new Event.OwnHealth(false, "http " + shown() + ": HTTP 503"));

    // When
    server.then(answer("204 No Content"));

    // Then
    assertThat(hands.next()).isEqualTo(WELL);
    assertThat(log.lines())
        .containsExactly(
            "INFO check=http " + shown() + " state=well",
            "WARN check=http " + shown() + " state=failing: HTTP 503 (3 times)",
            "INFO check=http " + shown() + " state=well");
  }

  private void check(int fall, int rise) {
    CheckRoutes checks = new CheckRoutes(session.daemon().context());
    checks.http(
        shown(),
        shown() + "?token=s3cret",
        new CheckRoutes.Pace(Duration.ofMillis(50), TIMEOUT, fall, rise));
    checks.start();
  }

  private String shown() {
    return "http://127.0.0.1:" + server.port() + "/health";
  }

  private static ScriptedServer.Script answer(String status) {
    return out ->
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(US_ASCII));
  }
}
