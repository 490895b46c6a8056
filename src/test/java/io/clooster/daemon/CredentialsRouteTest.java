// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.sandbox.Push;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The route that asks when the API token ends, as often as a test has time for. */
@Timeout(60)
@Slow
class CredentialsRouteTest {
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Instant SOON = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path directory;
  private RouteSession session;

  @BeforeEach
  void prepare() {
    session = RouteSession.listening(directory);
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void theEndIsToldOnceAndAgainWhenItIsNearerAndNotAgainAfterARestart() throws Exception {
    // Given
    Instant end = Instant.now().plus(Duration.ofDays(10));
    session.sandbox().cloudflare().tokenExpires(RouteSession.TOKEN, end);
    try (Logged log = Logged.by("clooster")) {
      session.start();

      // When
      ask();
      awaitQuestions(5);

      // Then
      await().until(() -> pushes().size() == 1);
      assertThat(pushes().get(0).title())
          .isEqualTo("[srv1.test] The credentials for cloudflare end soon");
      assertThat(pushes().get(0).body()).contains("in 9 days", "make new ones");
      assertThat(log.with("credentials=cloudflare state=ending: ")).hasSize(1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(told())))
          .isEqualTo("rw-------");

      // When
      session.stop();
      session.start();
      ask();
      awaitQuestions(10);

      // Then
      assertThat(log.with("credentials=cloudflare state=ending: ")).hasSize(1);

      // When
      session.sandbox().cloudflare().tokenExpires(RouteSession.TOKEN, SOON);

      // Then
      await().until(() -> pushes().size() == 2);
      assertThat(pushes().get(1).title())
          .isEqualTo("[srv1.test] The credentials for cloudflare have ended");
      assertThat(pushes().get(1).body()).contains("ended at " + SOON);
    }
  }

  @Test
  void whatEarlierVersionsLeftToOthersIsClosedAndAPipeIsPutAside() throws Exception {
    // Given
    Files.createDirectories(told().getParent());
    Files.writeString(told(), "");
    Files.setPosixFilePermissions(told(), PosixFilePermissions.fromString("rw-r--r--"));

    // When
    session.start();

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(told())))
        .isEqualTo("rw-------");

    // Given
    session.stop();
    Files.delete(told());
    NamedPipe.at(told());

    // When
    session.start();

    // Then
    assertThat(told()).isRegularFile();
  }

  private Path told() {
    return session.config().stateDir().resolve("credentials.told");
  }

  @Test
  void aTokenThatIsNotToldOfIsNoTroubleAndDisturbsNoRead() throws Exception {
    // Given
    session
        .sandbox()
        .cloudflare()
        .faults()
        .on("GET", "/user/tokens/verify")
        .always(SandboxFault.answer(401, "1000", "Invalid API Token"));
    try (Logged log = Logged.by("ROOT")) {
      session.start();
      RouteDriver driver = new RouteDriver(session);
      driver.order("seda:record-read", new Action.ReadRecord(1));
      driver.next(Event.RecordRead.class);
      List<String> before = log.lines().stream().toList();
      long zones = calls("/zones?");

      // When
      ask();
      awaitQuestions(3);
      driver.order("seda:record-read", new Action.ReadRecord(2));

      // Then
      assertThat(driver.next(Event.RecordRead.class).number()).isEqualTo(2);
      assertThat(calls("/zones?")).as("the zone is still known").isEqualTo(zones);
      assertThat(log.lines().stream().skip(before.size()))
          .noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
      assertThat(pushes()).isEmpty();
      driver.close();
    }
  }

  @Test
  void aTokenThatDoesNotEndIsNoMatter() throws Exception {
    // Given
    session.start();

    // When
    ask();
    awaitQuestions(3);

    // Then
    assertThat(pushes()).isEmpty();
  }

  /** In place of the shipped pace, minutes and days. */
  private void ask() throws Exception {
    var context = session.daemon().context();
    context.getRouteController().stopRoute("credentials-expiry");
    context.removeRoute("credentials-expiry");
    RoutesByConfig.credentials(Duration.ZERO, OFTEN, context);
  }

  private void awaitQuestions(int more) {
    long before = calls("/user/tokens/verify");
    await().until(() -> calls("/user/tokens/verify") >= before + more);
  }

  private long calls(String path) {
    return session.sandbox().cloudflare().calls().stream()
        .filter(call -> (call.path() + "?").contains(path))
        .count();
  }

  private List<Push> pushes() {
    return session.sandbox().pushbullet().pushes();
  }
}
