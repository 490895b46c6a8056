// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Values;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.sandbox.SandboxFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the decision hears of messages about deaths when a notifier took them. */
@Timeout(60)
class DeliveredRouteTest {
  private static final String INCIDENT = "srv2.test-7";

  @TempDir private Path directory;
  private RouteSession session;
  private PushbulletSandbox pushbullet;

  @BeforeEach
  void prepare() {
    session = RouteSession.listening(directory);
    pushbullet = session.sandbox().pushbullet();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void thatADeathIsToldIsHeardOnceItIsAndNothingOfAnotherMessage() throws Exception {
    // Given
    session.start();
    try (RouteDriver driver = new RouteDriver(session)) {
      // When
      driver
          .order("seda:notify", death("run-1", ""))
          .order("seda:notify", death("run-2", INCIDENT));

      // Then
      assertThat(driver.next()).isEqualTo(new Event.Delivered(INCIDENT));
      assertThat(pushbullet.pushes()).hasSize(2);
      assertThat(driver.waiting()).isNull();
    }
  }

  @Test
  void nothingIsHeardOfAFailure() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(500, "server", "away"));
    session.start();
    try (RouteDriver driver = new RouteDriver(session)) {
      // When
      driver.order("seda:notify", death("run-1", INCIDENT));
      await().until(() -> pushbullet.calls().size() == 1);
      Event afterTheFailure = driver.waiting();

      // Then
      assertThat(afterTheFailure).isNull();
      assertThat(driver.next()).isEqualTo(new Event.Delivered(INCIDENT));
      assertThat(driver.waiting()).isNull();
    }
  }

  @Test
  void whatIsRefusedForGoodIsNotTold() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(400, "invalid_param", "no"));
    session.start();
    try (RouteDriver driver = new RouteDriver(session)) {
      // When
      driver.order("seda:notify", death("run-1", INCIDENT));
      driver.order("seda:notify", death("run-2", "srv2.test-8"));

      // Then
      assertThat(driver.next()).isEqualTo(new Event.Delivered("srv2.test-8"));
      assertThat(driver.waiting()).isNull();
    }
  }

  @Test
  void theNextRunHearsOfWhatAnEarlierOneWrote() throws Exception {
    // Given
    pushbullet.down();
    session.start();
    session
        .daemon()
        .context()
        .createProducerTemplate()
        .sendBody("seda:notify", death("run-1", INCIDENT));
    await().until(() -> letters() == 1);

    // When
    session.stop();
    session.start();
    try (RouteDriver driver = new RouteDriver(session)) {
      pushbullet.up();

      // Then
      assertThat(driver.next()).isEqualTo(new Event.Delivered(INCIDENT));
    }
  }

  @Test
  void aLetterOfAnOlderVersionIsDeliveredAndAboutNoDeath() throws Exception {
    // Given
    Path box = Files.createDirectories(session.outbox().resolve("pushbullet"));
    pushbullet.down();
    Files.writeString(
        box.resolve("2-20250101T000000.000Z-000001-warning.json"),
        "{\"service\":\"pushbullet\",\"id\":\"old-1\",\"title\":\"T\",\"text\":\"X\","
            + "\"event\":{\"kind\":\"peer-down\"}}");
    session.start();
    try (RouteDriver driver = new RouteDriver(session)) {
      // When
      pushbullet.up();

      // Then
      await().until(() -> pushbullet.pushes().size() == 1 && letters() == 0);
      assertThat(driver.waiting()).isNull();
    }
  }

  private static Action.Notify death(String id, String incident) {
    return new Action.Notify(
            id, "peer-down", "unchanged", RouteSession.PEER, Values.of("reason", "reset"))
        .about(incident);
  }

  private long letters() throws IOException {
    try (Stream<Path> all = Files.list(session.outbox().resolve("pushbullet"))) {
      return all.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
