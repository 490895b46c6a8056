// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.config.HealthCheck;
import io.clooster.failover.Event;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Logged;
import io.clooster.testing.ScriptedServer;
import io.clooster.testing.Slow;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The templates {@code check-tcp} and {@code check-command}, and several checks side by side. */
@Timeout(60)
@Slow
class CheckRoutesTest {
  private static final Event WELL = new Event.OwnHealth(true, "all checks are well");
  private static final HealthCheck.Pace QUICK = pace(200, 2_000, 3, 2);

  @TempDir private Path directory;
  private RouteSession session;
  private RouteDriver driver;
  private CheckRoutes checks;
  private Logged log;

  @BeforeEach
  void start() throws Exception {
    session = RouteSession.listening(directory).start();
    driver = new RouteDriver(session);
    checks = new CheckRoutes(session.daemon().context());
    log = Logged.by("io.clooster.health");
  }

  @AfterEach
  void stop() {
    log.close();
    driver.close();
    session.close();
    await().until(() -> ProcessHandle.current().descendants().count() == 0);
  }

  @Test
  void withoutChecksThereIsNoEventAndNoRoute() {
    // Given
    long threads = checkThreads();

    // When
    checks.start();

    // Then
    assertThat(driver.waiting()).isNull();
    assertThat(session.daemon().context().getRoute("check-verdict")).isNull();
    assertThat(checkThreads()).isEqualTo(threads);
  }

  @Test
  void aPortThatGoesAndComesBack() throws Exception {
    // Given
    int port = ReservedPort.keep();
    ServerSocket server = new ServerSocket(port, 1_000);
    checks.tcp("127.0.0.1:" + port, "127.0.0.1", port, QUICK);
    checks.start();
    assertThat(driver.next()).isEqualTo(WELL);

    // When
    server.close();

    // Then
    assertThat(driver.next())
        .isEqualTo(new Event.OwnHealth(false, "tcp 127.0.0.1:" + port + ": connection refused"));

    // When
    try (ServerSocket again = new ServerSocket(port, 1_000)) {
      // Then
      assertThat(driver.next()).isEqualTo(WELL);
      assertThat(again.isBound()).isTrue();
    }
    assertThat(log.lines())
        .containsExactly(
            "INFO check=tcp 127.0.0.1:" + port + " state=healthy",
            "WARN check=tcp 127.0.0.1:" + port + " state=failing: connection refused (3 times)",
            "INFO check=tcp 127.0.0.1:" + port + " state=healthy");
  }

  @Test
  void aPortByAnIpv6Address() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1_000)) {
      // When
      // The one IPv6 address that is reached where there is no IPv6.
      checks.tcp("mapped", "::ffff:127.0.0.1", server.getLocalPort(), QUICK);
      checks.start();

      // Then
      assertThat(driver.next()).isEqualTo(WELL);
    }
  }

  @Test
  void aCommandThatFindsSomethingWrong() throws Exception {
    // Given
    Path flag = Files.createFile(directory.resolve("flag"));
    String script = "test -e \"$1\" || { echo \"$1 is gone: ${2} {{x}}\"; exit 7; }";
    List<String> words = List.of("/bin/sh", "-c", script, "sh", flag.toString(), "a 'b' \"c\", d?");
    checks.command("/bin/sh", words, pace(200, 2_000, 2, 1));
    checks.start();
    assertThat(driver.next()).isEqualTo(WELL);

    // When
    Files.delete(flag);

    // Then
    String said = "exit status 7: " + flag + " is gone: a 'b' \"c\", d? {{x}}";
    assertThat(driver.next()).isEqualTo(new Event.OwnHealth(false, "command /bin/sh: " + said));

    // When
    Files.createFile(flag);

    // Then
    assertThat(driver.next()).isEqualTo(WELL);
    assertThat(log.lines())
        .containsExactly(
            "INFO check=command /bin/sh state=healthy",
            "WARN check=command /bin/sh state=failing: " + said + " (2 times)",
            "INFO check=command /bin/sh state=healthy");
  }

  @Test
  void aCommandThatIsNotThereFails() {
    // When
    checks.command("/nowhere/check", List.of("/nowhere/check", "s3cret"), pace(200, 200, 1, 1));
    checks.start();

    // Then
    Event.OwnHealth event = driver.next(Event.OwnHealth.class);
    assertThat(event.reason())
        .startsWith("command /nowhere/check: ")
        .contains("there is no such program")
        .doesNotContain("s3cret");
  }

  @Test
  void checksOfAllKindsWithTimeoutsOfTheirOwn() throws Exception {
    try (ScriptedServer first = new ScriptedServer();
        ScriptedServer second = new ScriptedServer();
        DeafServer deaf = new DeafServer(0)) {
      // Given
      first.then(out -> first.untilClosed());
      second.then(out -> second.untilClosed());

      // When
      checks.http("http://first/", url(first), pace(100, 300, 1, 1));
      checks.http("http://second/", url(second), pace(100, 600, 1, 1));
      checks.tcp("deaf:1", "127.0.0.1", deaf.port(), pace(100, 400, 1, 1));
      checks.command("sleep", List.of("sleep", "60"), pace(100, 500, 1, 1));
      checks.start();

      // Then
      await().until(() -> log.lines().size() == 4);
      assertThat(log.lines())
          .containsExactlyInAnyOrder(
              "WARN check=http http://first/ state=failing: no full answer within 300 ms",
              "WARN check=http http://second/ state=failing: no full answer within 600 ms",
              "WARN check=tcp deaf:1 state=failing: no connection within 400 ms",
              "WARN check=command sleep state=failing: no end within 500 ms");
      assertThat(driver.next(Event.OwnHealth.class).healthy()).isFalse();
      assertThat(driver.waiting()).isNull();
    }
  }

  @Test
  void oneThatHangsHoldsUpNeitherTheOthersNorTheQueueOfEvents() throws Exception {
    try (ScriptedServer silent = new ScriptedServer();
        ScriptedServer good = new ScriptedServer()) {
      // Given
      silent.then(out -> silent.untilClosed());
      good.then(HttpCheckRouteTest.answer("200 OK"));
      checks.http("http://silent/", url(silent), pace(200, 60_000, 1, 1));
      checks.command("sleep", List.of("sleep", "60"), pace(200, 60_000, 1, 1));
      checks.http("http://good/", url(good), pace(200, 2_000, 1, 1));
      checks.start();

      // Then
      await().until(() -> good.connections() >= 5);
      assertThat(silent.connections()).isEqualTo(1);
      assertThat(driver.waiting()).isNull();

      // When
      driver.order("seda:events", new Event.Tick());

      // Then
      assertThat(driver.next()).isEqualTo(new Event.Tick());
    }
  }

  @Test
  void aCheckNeverLooksTwiceAtOnce() throws Exception {
    try (ScriptedServer slow = new ScriptedServer()) {
      // Given
      AtomicInteger now = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      slow.then(
          out -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            slow.drip(out, "HTTP/1.1 200 OK\r\n");
            now.decrementAndGet();
            out.write("\r\n".getBytes(US_ASCII));
          });

      // When
      checks.http("http://slow/", url(slow), pace(1, 2_000, 1, 1));
      checks.start();

      // Then
      assertThat(driver.next()).isEqualTo(WELL);
      await().until(() -> slow.connections() >= 4);
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void manyLooksLeaveNeitherThreadsNorProcessesNorConnections() throws Exception {
    try (ScriptedServer silent = new ScriptedServer();
        ScriptedServer good = new ScriptedServer();
        ServerSocket port = new ServerSocket(0, 10_000)) {
      // Given
      // One that notices when a connection is closed.
      silent.then(out -> silent.drip(out, "HTTP/1.1 200 OK" + " ".repeat(9_999)));
      good.then(HttpCheckRouteTest.answer("200 OK"));
      HealthCheck.Pace pace = pace(20, 60, 3, 2);
      checks.http("http://silent/", url(silent), pace);
      checks.http("http://good/", url(good), pace);
      checks.tcp("port", "localhost", port.getLocalPort(), pace);
      checks.command("sleep", List.of("/bin/sh", "-c", "sleep 60 & sleep 60"), pace);
      checks.start();
      await().until(() -> good.connections() >= 20 && silent.connections() >= 10);
      long threads = ourThreads();

      // When
      await().atMost(30, TimeUnit.SECONDS).until(() -> silent.connections() >= 80);

      // Then
      assertThat(ourThreads()).isLessThanOrEqualTo(threads + 5);
      assertThat(ProcessHandle.current().descendants().count()).isLessThanOrEqualTo(4);
      await().until(() -> silent.open() <= 1);
    }
  }

  @Test
  void aStopWhileAllLook() throws Exception {
    try (ScriptedServer silent = new ScriptedServer();
        DeafServer deaf = new DeafServer(0)) {
      // Given
      silent.then(out -> silent.untilClosed());
      Path started = directory.resolve("started");
      String script = "trap '' TERM; sleep 600 & touch " + started + "; sleep 600";
      HealthCheck.Pace patient = pace(100, 600_000, 1, 1);
      checks.http("http://silent/", url(silent), patient);
      checks.tcp("deaf:1", "127.0.0.1", deaf.port(), patient);
      checks.command("/bin/sh", List.of("/bin/sh", "-c", script), patient);
      checks.start();
      await().until(() -> silent.connections() == 1 && Files.exists(started));

      // When
      long before = System.nanoTime();
      session.stop();

      // Then
      assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(5_000);
      assertThat(ProcessHandle.current().descendants()).isEmpty();
      assertThat(log.lines()).isEmpty();
    }
  }

  private static HealthCheck.Pace pace(long every, long timeout, int fall, int rise) {
    return new HealthCheck.Pace(Duration.ofMillis(every), Duration.ofMillis(timeout), fall, rise);
  }

  private static String url(ScriptedServer server) {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  private static long checkThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("check"))
        .count();
  }

  /** Threads of this process, but for those of the servers in this test. */
  private static long ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().equals("scripted-server"))
        .count();
  }
}
