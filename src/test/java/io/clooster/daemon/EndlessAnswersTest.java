// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.message.Message;
import io.clooster.sandbox.SandboxFault;
import io.clooster.sandbox.SandboxFaults;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that never ends costs its own call, within the deadline, and no other one anything. */
@Timeout(60)
@Slow
class EndlessAnswersTest {
  /** The call's deadline, and as much again for a busy machine. */
  private static final Duration SOON = RouteSession.CALL_DEADLINE.multipliedBy(2);

  /** So many calls of a kind are made side by side. */
  private static final int WORKERS = 4;

  @TempDir private Path directory;
  private RouteSession session;
  private RouteDriver driver;
  private long number;

  @BeforeEach
  void start() throws Exception {
    session = RouteSession.listening(directory).start();
    driver = new RouteDriver(session);
  }

  @AfterEach
  void stop() {
    // First, so that this ends even where an answer without end holds a thread of the daemon.
    session.sandbox().close();
    driver.close();
    session.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500})
  void readsWithoutEndHoldNoReader(int status) {
    // Given
    SandboxFaults.Rule endless =
        session
            .sandbox()
            .cloudflare()
            .faults()
            .onAny()
            .times(WORKERS, SandboxFault.endless(status));

    // When
    for (int i = 0; i < WORKERS; i++) {
      driver.order("seda:record-read", new Action.ReadRecord(++number));
    }
    await().until(() -> endless.hits() == WORKERS);
    driver.order("seda:record-read", new Action.ReadRecord(++number));

    // Then
    assertThat(answers()).containsOnlyOnce(number + " RecordRead");
  }

  @Test
  void writesWithoutEndHoldNoWriter() {
    // Given
    driver.order("seda:record-read", new Action.ReadRecord(++number));
    RecordSnapshot snapshot = driver.next(Event.RecordRead.class).snapshot();
    SandboxFaults.Rule endless =
        session
            .sandbox()
            .cloudflare()
            .faults()
            .onWrites()
            .times(WORKERS, SandboxFault.endless(200));

    // When
    for (int i = 0; i < WORKERS; i++) {
      write(snapshot);
    }
    await().until(() -> endless.hits() == WORKERS);
    write(snapshot);

    // Then
    assertThat(answers()).containsOnlyOnce(number + " RecordWritten");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void aMessengerThatAnswersWithoutEndIsTriedAgain(int status) {
    // Given
    SandboxFaults.Rule endless =
        session.sandbox().pushbullet().faults().onAny().once(SandboxFault.endless(status));

    // When
    driver.order("seda:notify", new Message("run-1", "peer-down", "srv2.test", "Title", "Text"));

    // Then
    await().until(() -> endless.hits() == 1);
    await().until(() -> session.sandbox().pushbullet().pushes().size() == 1);
  }

  /** One answer to each call, in any order: all but one say that theirs was too large. */
  private List<String> answers() {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i <= WORKERS; i++) {
      answers.add(answer(driver.within(SOON, Event.class)));
    }
    assertThat(answers).filteredOn(answer -> answer.contains("larger than")).hasSize(WORKERS);
    return answers;
  }

  private static String answer(Event event) {
    if (event instanceof Event.RecordFailed failed) {
      return failed.number() + " " + failed.reason();
    } else if (event instanceof Event.RecordRead read) {
      return read.number() + " RecordRead";
    }
    return ((Event.RecordWritten) event).number() + " RecordWritten";
  }

  private void write(RecordSnapshot snapshot) {
    driver.order(
        "seda:record-write", new Action.WriteRecord(++number, snapshot, "srv2.example.com"));
  }
}
