// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import io.clooster.testing.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in {@code outbox/intended} when a run begins. */
@Timeout(60)
class IntendedMessagesTest {
  @TempDir private Path directory;
  private Path intended;
  private Path box;
  private PutAside aside;
  private Outbox outbox;
  private UnstoredMessages unstored;
  private IntendedMessages stored;

  @BeforeEach
  void prepare() throws Exception {
    box = Files.createDirectories(directory.resolve("outbox/pushbullet"));
    intended = Files.createDirectories(directory.resolve("outbox/intended/pushbullet"));
    var test = TestOutbox.in(directory);
    aside = new PutAside(directory.toString());
    outbox = test.outbox();
    unstored = new UnstoredMessages(outbox, new Deliveries(directory.toString()));
    stored = new IntendedMessages(test.config(), aside, outbox, test.words(), unstored);
  }

  @Test
  void whatLiesThereHoldsUpNothingThatThisRunHasToTell() throws Exception {
    // Given: putting aside what is there takes long.
    Files.writeString(intended.resolve("junk.json"), "");
    Thread walk = new Thread(stored::found);
    PutAside busy = aside;
    CompletableFuture<List<OutboxMessage>> told;
    synchronized (busy) {
      walk.start();
      await().until(() -> walk.getState() == Thread.State.BLOCKED);

      // When
      told =
          CompletableFuture.supplyAsync(
              () -> {
                stored.hasPractised();
                stores("run-1");
                return stored.tell(unstored.take(message("run-1", "as it came")));
              });

      // Then
      assertThat(told.get(20, TimeUnit.SECONDS)).isEmpty();
    }
    walk.join();
    assertThat(names(box)).hasSize(1);
    assertThat(box.resolve(names(box).get(0))).content().contains("as it came");
    assertThat(names(intended)).isEmpty();
  }

  @Test
  void howeverMuchIsPutAsideIsOneLine() throws Exception {
    // Given
    for (int i = 0; i < 500; i++) {
      Files.writeString(intended.resolve(i + ".json"), "");
    }

    // When
    try (Logged log = Logged.by("clooster")) {
      assertThat(stored.found()).isEmpty();

      // Then
      assertThat(log.with("put aside"))
          .singleElement()
          .asString()
          .contains("500 things in outbox/intended/pushbullet, no message of ours");
    }
    assertThat(names(intended)).isEmpty();
  }

  @Test
  void whatAnEarlierRunBeganToWriteGoes() throws Exception {
    // Given
    Files.writeString(intended.resolve(".unfinished-1-20261129T154220.217Z-000001-x.json"), "");

    // When
    try (Logged log = Logged.by("clooster")) {
      assertThat(stored.found()).isEmpty();

      // Then
      assertThat(log.lines()).isEmpty();
    }
    assertThat(names(intended)).isEmpty();
  }

  @Test
  void whatThisRunStoredIsNoneOfAnEarlierOne() throws Exception {
    // Given
    stores("run-1");

    // When
    List<Event> found = stored.found();

    // Then
    assertThat(found).isEmpty();
    assertThat(names(intended)).hasSize(1);
  }

  @Test
  void whenThereAreTooManyTheOldestGoes() throws Exception {
    // Given
    stores("run-1");
    for (int i = 0; i < IntendedMessages.MOST - 1; i++) {
      Files.writeString(
          intended.resolve("1-20261129T154220.217Z-%06d-critical.json".formatted(i)),
          """
          {"service":"pushbullet","id":"old-%d","title":"t","text":"x","event":{},"epoch":1,
           "value":"nobody.test"}
          """
              .formatted(i));
    }
    assertThat(stored.found()).hasSize(IntendedMessages.MOST - 1);

    // When
    stores("run-2");

    // Then
    assertThat(names(intended))
        .hasSize(IntendedMessages.MOST)
        .noneMatch(name -> name.contains("T154220.217Z-000000-"));
  }

  @Test
  void whatIsToldComesAfterWhatWasWrittenMeanwhileAboutTheSame() throws Exception {
    // Given
    stores("run-1");
    String meanwhile = outbox.name(planned("run-2"));
    Files.createFile(box.resolve(meanwhile));

    // When
    stored.tell(unstored.take(message("run-1", "as it came")));

    // Then
    String told =
        names(box).stream().filter(name -> !name.equals(meanwhile)).findAny().orElseThrow();
    assertThat(OutboxFileName.subject(told)).isEqualTo(OutboxFileName.subject(meanwhile));
    assertThat(OutboxFileName.age(told)).isGreaterThan(OutboxFileName.age(meanwhile));
  }

  /** The disk hung meanwhile. */
  @Test
  void whatWasDeliveredFromMemoryIsNotToldOnceMore() throws Exception {
    // Given
    stores("run-1");
    FiledMessage late = unstored.take(message("run-1", "as it came"));
    unstored.delivered(TestOutbox.SERVICE, late.file());

    // When
    List<OutboxMessage> left = stored.tell(late);

    // Then
    assertThat(left).isEmpty();
    assertThat(names(box)).isEmpty();
    assertThat(names(intended)).isEmpty();
  }

  @Test
  void soDoesWhatIsReleased() throws Exception {
    // Given
    stores("run-1");
    String meanwhile = outbox.name(planned("run-2"));

    // When
    stored.on(new Action.Release("run-1"));

    // Then
    assertThat(OutboxFileName.age(names(box).get(0))).isGreaterThan(OutboxFileName.age(meanwhile));
  }

  @Test
  void aNameThatCouldSteerATerminalDoesNot() throws Exception {
    // Given
    Files.writeString(intended.resolve("\n\u001b[31mevil.json"), "{}");

    // When
    try (Logged log = Logged.by("clooster")) {
      stored.found();

      // Then
      assertThat(log.with("put aside"))
          .singleElement()
          .asString()
          .contains("[31mevil.json: ")
          .doesNotContain("\n", "\u001b");
    }
    assertThat(names(directory.resolve("outbox/refused")))
        .containsExactly("pushbullet-intended-__[31mevil.json");
  }

  private void stores(String id) {
    try {
      stored.on(new Action.Intend(38, "srv1.test", planned(id)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Action.Notify planned(String id) {
    Values values = Values.of("server", "srv2.test").and("reason", "as planned");
    return new Action.Notify(
        id, "peer-down", "failing", Severity.CRITICAL, "srv2.test", "srv2.test-7", values);
  }

  private static Message message(String id, String text) {
    return new Message(
        id, "peer-down", "", Severity.CRITICAL, "srv2.test", "", Map.of(), "Title", text);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
