// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.ScriptedNameServer;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route, with the name server that the configuration names. */
@Timeout(60)
@Slow
class RecordVerifyRouteTest {
  private static final String NEW = "srv2.example.com";
  private static final ScriptedNameServer.Script UP_TO_DATE =
      ScriptedNameServer.giving(RouteSession.WWW, "CNAME", NEW);

  private final ScriptedNameServer server = new ScriptedNameServer(question -> null);
  private RouteSession session;
  private RouteDriver driver;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    String verify =
        "\"verify\": {\"servers\": [\"127.0.0.1:%d\"], \"within\": \"30s\"}"
            .formatted(server.address().getPort());
    session = RouteSession.listening(directory).with(verify).start();
    driver = new RouteDriver(session);
  }

  @AfterEach
  void stop() {
    driver.close();
    session.close();
    server.close();
  }

  private RecordSnapshot read() {
    driver.order("seda:record-read", new Action.ReadRecord(1));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  private void verify(long number, RecordSnapshot snapshot) {
    driver.order("seda:record-verify", new Action.VerifyRecord(number, snapshot, NEW));
  }

  @Test
  void theAnswerIsAnEventWithTheTtlThatTheRecordHas() {
    // Given
    server.then(UP_TO_DATE);

    // When
    verify(7, read());

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordVerified(7, 1, List.of(), minutes(5)));
  }

  @Test
  void ofAProxiedRecordNobodyIsAsked() {
    // Given
    session.sandbox().cloudflare().edit(RouteSession.WWW, "CNAME", Map.of("proxied", true));

    // When
    verify(8, read());

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordVerified(8, 0, List.of(), Duration.ZERO));
    assertThat(server.questions()).isEmpty();
  }

  @Test
  void whatCannotBeCarriedOutIsAnswered() {
    // When
    verify(9, new RecordSnapshot("srv1.example.com", "no snapshot"));

    // Then
    Event.RecordVerified answer = driver.next(Event.RecordVerified.class);
    assertThat(answer.number()).isEqualTo(9);
    assertThat(answer.asked()).isZero();
    assertThat(answer.lagging()).singleElement().asString().startsWith("nobody could be asked: ");
  }

  @Test
  void aNewerOrderEndsTheOlderOneAndReadsGoOnMeanwhile() {
    // Given
    RecordSnapshot snapshot = read();
    verify(10, snapshot);
    await().until(() -> !server.questions().isEmpty());
    assertThat(read()).isNotNull();

    // When
    verify(11, snapshot);

    // Then
    Event.RecordVerified older = driver.next(Event.RecordVerified.class);
    assertThat(older.number()).isEqualTo(10);
    assertThat(older.lagging()).hasSize(1);
    server.then(UP_TO_DATE);
    assertThat(driver.next()).isEqualTo(new Event.RecordVerified(11, 1, List.of(), minutes(5)));
  }

  @Test
  void aStopDoesNotWaitForIt() {
    // Given
    verify(12, read());
    await().until(() -> !server.questions().isEmpty());

    // When
    long begun = System.nanoTime();
    session.stop();

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }
}
