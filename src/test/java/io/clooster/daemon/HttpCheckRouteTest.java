// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.config.HealthCheck;
import io.clooster.failover.Event;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Logged;
import io.clooster.testing.ScriptedServer;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The route template {@code check-http}, and servers that behave as each test likes. */
@Timeout(60)
@Slow
class HttpCheckRouteTest {
  private static final Event WELL = new Event.OwnHealth(true, "all checks are well");
  private static final String QUERY = "?token=s3cret&q=a%20b%26c%7B+d&e=";
  private static final Duration HASTY = Duration.ofMillis(500);

  /** No busy machine shall look like a server that hangs. */
  private static final Duration PATIENT = Duration.ofSeconds(5);

  @TempDir private Path directory;
  private final ScriptedServer server = new ScriptedServer();
  private RouteSession session;
  private RouteDriver driver;
  private Logged log;

  @BeforeEach
  void start() throws Exception {
    session = RouteSession.listening(directory).start();
    driver = new RouteDriver(session);
    log = Logged.by("io.clooster.health");
  }

  @AfterEach
  void stop() throws Exception {
    log.close();
    driver.close();
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
    assertThat(driver.next()).isEqualTo(WELL);
    assertThat(log.lines()).containsExactly("INFO check=http " + shown() + " state=healthy");
  }

  @Test
  void aRedirectIsWellAndNotFollowed() throws Exception {
    // Given
    try (ScriptedServer elsewhere = new ScriptedServer()) {
      server.then(answer("302 Found\r\nLocation: http://127.0.0.1:" + elsewhere.port() + "/login"));

      // When
      check(1, 1);

      // Then
      assertThat(driver.next()).isEqualTo(WELL);
      await().until(() -> server.connections() >= 5);
      assertThat(elsewhere.connections()).isZero();
      assertThat(driver.waiting()).isNull();
    }
  }

  @Test
  void failuresInARowMakeItFailAndSuccessesInARowMakeItWell() {
    // Given
    server.then(answer("200 OK"));
    check(3, 2);
    assertThat(driver.next()).isEqualTo(WELL);

    // When
    server.then(answer("503 Service Unavailable"));

    // Then
    assertThat(driver.next())
        .isEqualTo(new Event.OwnHealth(false, "http " + shown() + ": HTTP 503"));

    // When
    server.then(answer("204 No Content"));

    // Then
    assertThat(driver.next()).isEqualTo(WELL);
    assertThat(log.lines())
        .containsExactly(
            "INFO check=http " + shown() + " state=healthy",
            "WARN check=http " + shown() + " state=failing: HTTP 503 (3 times)",
            "INFO check=http " + shown() + " state=healthy");
  }

  @Test
  void theFirstLookIsMadeAtOnceAndTheNextAfterThePause() {
    // Given
    server.then(answer("200 OK"));

    // When
    check(Duration.ofMinutes(1), PATIENT, 3, 2);

    // Then
    assertThat(driver.next()).isEqualTo(WELL);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aUrlNeedsNoPath() {
    // Given
    server.then(answer("200 OK"));

    // When
    check("http://localhost:" + server.port());

    // Then
    assertThat(driver.next()).isEqualTo(WELL);
    assertThat(server.requests().get(0))
        .startsWith("GET / HTTP/1.1\n")
        .contains("Host: localhost:" + server.port() + "\n");
  }

  @Test
  void theQueryIsAskedForButShownNowhere() {
    // Given
    try (Logged all = Logged.by("ROOT")) {
      server.then(answer("200 OK"));
      check(1, 1);
      assertThat(driver.next()).isEqualTo(WELL);

      // When
      server.then(out -> out.write("what?\r\n\r\n".getBytes(US_ASCII)));

      // Then
      assertThat(driver.next().toString()).contains(shown()).doesNotContain("s3cret");
      assertThat(all.lines()).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
      assertThat(server.requests().get(0)).startsWith("GET /health" + QUERY + " HTTP/1.1\n");
    }
  }

  @Test
  void noCredentialsAreSentAndNoCookieIsKept() {
    // Given
    server.then(
        answer("401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nSet-Cookie: id=1; Path=/"));

    // When
    check(3, 2);

    // Then
    assertThat(failure()).isEqualTo("HTTP 401");
    assertThat(server.requests())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            head ->
                assertThat(head)
                    .contains("User-Agent: clooster\n", "Connection: close\n")
                    .doesNotContainIgnoringCase("cookie")
                    .doesNotContainIgnoringCase("authorization"));
  }

  @Test
  void nobodyThere() throws Exception {
    // Given
    server.close();

    // When
    check(3, 2);

    // Then
    assertThat(failure()).matches("connection refused \\(.+:\\d+\\)");
  }

  @Test
  void aServerThatDoesNotAccept() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      // When
      check("http://127.0.0.1:" + deaf.port() + "/");

      // Then
      assertThat(driver.next().toString()).contains("no full answer within 500 ms");
    }
  }

  @Test
  void aServerThatSaysNothing() {
    // Given
    server.then(out -> server.untilClosed());

    // When
    check(Duration.ofMillis(50), HASTY, 3, 2);

    // Then
    assertThat(failure()).isEqualTo("no full answer within 500 ms");
  }

  @Test
  void aServerThatDripsItsHeaders() {
    // Given
    server.then(out -> server.drip(out, "HTTP/1.1 200 OK\r\n" + "X-Drop: 1\r\n".repeat(999)));

    // When
    check(Duration.ofMillis(50), HASTY, 1, 1);

    // Then
    assertThat(failure()).isEqualTo("no full answer within 500 ms");
  }

  @Test
  void aServerThatGoesOnSayingContinue() {
    // Given
    server.then(out -> server.pour(out, "", "HTTP/1.1 100 Continue\r\n\r\n"));

    // When
    check(Duration.ofMillis(50), HASTY, 1, 1);

    // Then
    assertThat(failure()).isEqualTo("no full answer within 500 ms");
  }

  @Test
  void aHeaderWithoutEnd() {
    // Given
    server.then(out -> server.pour(out, "HTTP/1.1 200 OK\r\nX-More: ", "and more "));

    // When
    check(1, 1);

    // Then
    assertThat(failure()).startsWith("Maximum line length limit exceeded");
  }

  @Test
  void aBodyWithoutEndIsNotReadAndTheStatusCounts() {
    // Given
    server.then(out -> server.pour(out, "HTTP/1.1 200 OK\r\n\r\n", "and more "));

    // When
    check(1, 1);

    // Then
    assertThat(driver.next()).isEqualTo(WELL);
    await().until(() -> server.connections() >= 10);
    assertThat(driver.waiting()).isNull();
    assertThat(server.open()).as("connections that are open").isLessThanOrEqualTo(2);
  }

  @Test
  void aServerThatClosesAndOneThatSpeaksSomethingElse() {
    // Given
    server.then(out -> {});

    // When
    check(1, 1);

    // Then
    assertThat(failure()).isEqualTo("the connection was closed before an answer");

    // When
    server.then(answer("200 OK"));
    assertThat(driver.next()).isEqualTo(WELL);
    server.then(out -> out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n".getBytes(US_ASCII)));

    // Then
    assertThat(failure()).isNotBlank();
  }

  @Test
  void aServerThatFlaps() {
    // Given
    AtomicInteger look = new AtomicInteger();
    ScriptedServer.Script well = answer("200 OK");
    ScriptedServer.Script ill = answer("500 Internal Server Error");
    server.then(out -> (look.getAndIncrement() % 3 == 0 ? well : ill).run(out));

    // When
    check(3, 2);

    // Then
    assertThat(driver.next()).isEqualTo(WELL);
    await().until(() -> look.get() > 20);
    assertThat(driver.waiting()).isNull();

    // When
    server.then(ill);
    assertThat(failure()).isEqualTo("HTTP 500");
    look.set(0);
    server.then(out -> (look.getAndIncrement() % 2 == 0 ? well : ill).run(out));

    // Then
    await().until(() -> look.get() > 20);
    assertThat(driver.waiting()).isNull();
    assertThat(log.lines()).hasSize(2);
  }

  private String failure() {
    Event.OwnHealth event = driver.next(Event.OwnHealth.class);
    String start = "http " + shown() + ": ";
    assertThat(event.healthy()).isFalse();
    assertThat(event.reason()).startsWith(start);
    return event.reason().substring(start.length());
  }

  private void check(int fall, int rise) {
    check(Duration.ofMillis(50), PATIENT, fall, rise);
  }

  private void check(Duration every, Duration timeout, int fall, int rise) {
    CheckRoutes checks = new CheckRoutes(session.daemon().context());
    checks.http(shown(), shown() + QUERY, new HealthCheck.Pace(every, timeout, fall, rise));
    checks.start();
  }

  private void check(String url) {
    CheckRoutes checks = new CheckRoutes(session.daemon().context());
    checks.http(url, url, new HealthCheck.Pace(Duration.ofMillis(50), HASTY, 1, 1));
    checks.start();
  }

  private String shown() {
    return "http://127.0.0.1:" + server.port() + "/health";
  }

  static ScriptedServer.Script answer(String status) {
    return out ->
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(US_ASCII));
  }
}
