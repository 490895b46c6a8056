// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Severity;
import io.clooster.message.Message;
import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnstoredMessagesTest {
  private static final String FULL = "No space left on device";
  private static final String SERVICE = TestOutbox.SERVICE;

  @TempDir private Path directory;
  private final AtomicLong now = new AtomicLong();
  private final Logged log = Logged.by("clooster");
  private Path box;
  private Deliveries deliveries;
  private UnstoredMessages unstored;
  private String peer = "";

  @BeforeEach
  void prepare() throws Exception {
    box = directory.resolve("outbox").resolve(SERVICE);
    Files.createDirectories(box.getParent());
    Files.writeString(box, "in the way");
    deliveries = new Deliveries(directory.toString(), now::get, new Random(1));
    unstored = new UnstoredMessages(TestOutbox.in(directory).outbox(), deliveries, now::get);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        FULL + "|make room there",
        "Disk quota exceeded|make room there",
        "File too large|lift the limit on the size of files",
        "Read-only file system|the file system is mounted read-only",
        "Permission denied|let Clooster's user write there",
        "Input/output error|look at the disk there"
      })
  void oneLineSaysWhatAndWhereAndWhatToDo(String reason, String remedy) {
    // When
    keep(1, Severity.CRITICAL, reason);

    // Then
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0))
        .startsWith(
            "WARN message=run-1 state=unstored: messages can't be written into "
                + box.getParent()
                + ": "
                + reason
                + ". They are kept in memory and delivered from there; what is not delivered when"
                + " this server ends is lost. What to do: "
                + remedy);
  }

  @Test
  void theSameIsSaidOnceAMinuteAndAnotherReasonAtOnce() {
    // When
    keep(1, Severity.CRITICAL, FULL);
    keep(2, Severity.WARNING, FULL);
    now.addAndGet(UnstoredLog.PAUSE - 1);
    keep(3, Severity.CRITICAL, FULL);

    // Then
    assertThat(log.lines()).hasSize(1);

    // And
    keep(4, Severity.CRITICAL, "Read-only file system");
    now.addAndGet(UnstoredLog.PAUSE);
    keep(5, Severity.CRITICAL, "Read-only file system");
    assertThat(log.lines()).hasSize(3);
  }

  @Test
  void theyAreDueAtOnceCriticalOnesFirst() {
    // When
    keep(1, Severity.INFO, FULL);
    keep(2, Severity.CRITICAL, FULL);

    // Then
    assertThat(next().message().id()).isEqualTo("run-2");
    unstored.delivered(SERVICE, next().file());
    assertThat(next().message().id()).isEqualTo("run-1");
    unstored.delivered(SERVICE, next().file());
    assertThat(unstored.next(SERVICE)).isNull();
  }

  @Test
  void oneThatIsAboutTheSameAsAFileWaitsForThat() throws Exception {
    // Given
    peer = "srv1";
    FiledMessage first = take(1, Severity.WARNING);
    Path file = fileOf(first);
    unstored.stored(SERVICE, first.file());

    // When
    keep(2, Severity.CRITICAL, FULL);

    // Then
    deliveries.poll(SERVICE, true);
    assertThat(unstored.next(SERVICE)).isNull();
    Files.delete(file);
    deliveries.poll(SERVICE, true);
    assertThat(next().message().id()).isEqualTo("run-2");
  }

  @Test
  void whereTheFilesCanNotBePolledItWaitsForNone() throws Exception {
    // Given
    peer = "srv1";
    FiledMessage first = take(1, Severity.WARNING);
    fileOf(first);
    unstored.stored(SERVICE, first.file());
    keep(2, Severity.CRITICAL, FULL);

    // When
    deliveries.poll(SERVICE, false);

    // Then
    assertThat(next().message().id()).isEqualTo("run-2");
  }

  @Test
  void theyBecomeFilesAsSoonAsTheDiskTakesThem() throws Exception {
    // Given
    keep(1, Severity.CRITICAL, FULL);
    unstored.storeAgain();
    Files.delete(box);

    // When
    unstored.storeAgain();

    // Then
    assertThat(unstored.next(SERVICE)).isNull();
    try (Stream<Path> files = Files.list(box)) {
      assertThat(files)
          .singleElement()
          .satisfies(file -> assertThat(Outbox.message(Outbox.read(file)).id()).isEqualTo("run-1"));
    }
    assertThat(log.with("state=stored: messages can be written")).hasSize(1);
  }

  @Test
  void whatTheDiskIsAboutToTakeIsDueOnlyWhenThatTakesTooLong() {
    // When
    take(1, Severity.CRITICAL);
    now.addAndGet(UnstoredMessages.HANGS_AFTER - 1);

    // Then
    assertThat(unstored.next(SERVICE)).isNull();
    now.addAndGet(1);
    assertThat(next().message().id()).isEqualTo("run-1");
    assertThat(log.with("no answer within 2 s"))
        .singleElement()
        .asString()
        .startsWith("WARN message=run-1 state=unstored: messages can't be written into ")
        .endsWith(DiskTrouble.HANGING.remedy());
  }

  @Test
  void aFileThatComesAfterItsDeliveryGoesUnread() throws Exception {
    // Given
    FiledMessage late = take(1, Severity.CRITICAL);
    now.addAndGet(UnstoredMessages.HANGS_AFTER);
    unstored.delivered(SERVICE, next().file());

    // When
    Path file = fileOf(late);

    // Then
    assertThat(deliveries.next(SERVICE)).isNull();
    assertThat(unstored.waits(SERVICE, late.file())).isFalse();
    unstored.stored(SERVICE, late.file());
    assertThat(file).doesNotExist();
  }

  @Test
  void oneThatComesMeanwhileGoesWithTheDelivery() throws Exception {
    // Given
    FiledMessage late = take(1, Severity.CRITICAL);
    now.addAndGet(UnstoredMessages.HANGS_AFTER);
    String inHand = next().file();

    // When
    Path file = fileOf(late);
    unstored.stored(SERVICE, late.file());
    deliveries.poll(SERVICE, true);

    // Then
    assertThat(file).exists();
    unstored.delivered(SERVICE, inHand);
    assertThat(file).doesNotExist();
    assertThat(deliveries.next(SERVICE)).isNull();
  }

  @Test
  void afterAFailureThatFileIsDelivered() throws Exception {
    // Given
    FiledMessage late = take(1, Severity.CRITICAL);
    now.addAndGet(UnstoredMessages.HANGS_AFTER);
    String inHand = next().file();
    Path file = fileOf(late);
    unstored.stored(SERVICE, late.file());

    // When
    unstored.failed(SERVICE, inHand, new IOException("away"));
    now.addAndGet(60_000_000_000L);
    deliveries.poll(SERVICE, true);

    // Then
    assertThat(deliveries.next(SERVICE)).isEqualTo(late.file());
    assertThat(unstored.next(SERVICE)).isNull();
    assertThat(file).exists();
  }

  @Test
  void whatWasBegunIsNotLeftInTheOutbox() throws IOException {
    // Given
    Files.delete(box);
    Files.createDirectory(box);
    FiledMessage filed = take(1, Severity.CRITICAL);
    Files.createFile(box.resolve(".unfinished-" + filed.file()));

    // When
    unstored.unstored(filed.copies().get(0), filed.file(), new IOException(FULL));

    // Then
    assertThat(box).isEmptyDirectory();
  }

  @Test
  void ofTooManyTheLeastSevereAndTheOldestIsDroppedAndNamed() {
    // When
    keep(1, Severity.CRITICAL, FULL);
    for (int number = 2; number <= UnstoredMessages.MOST + 1; number++) {
      keep(number, Severity.INFO, FULL);
    }

    // Then
    assertThat(log.with("state=dropped"))
        .singleElement()
        .asString()
        .startsWith("ERROR message=run-2 service=pushbullet state=dropped: more than 200 wait");
    assertThat(next().message().id()).isEqualTo("run-1");
  }

  @Test
  void anEndStoresWhatItCanAndNamesWhatIsLost() throws Exception {
    // Given
    keep(1, Severity.CRITICAL, FULL);

    // When
    unstored.close();

    // Then
    assertThat(log.with("message=run-1 service=pushbullet state=lost")).hasSize(1);

    // And
    keep(2, Severity.CRITICAL, FULL);
    Files.delete(box);
    unstored.close();
    assertThat(log.with("state=lost")).hasSize(1);
    try (Stream<Path> files = Files.list(box)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anEndDoesNotWaitForADiskThatHangs() throws Exception {
    // Given: to open a pipe that nobody reads hangs.
    FiledMessage filed = take(1, Severity.CRITICAL);
    Files.delete(box);
    Files.createDirectory(box);
    Path pipe = box.resolve(".unfinished-" + filed.file());
    NamedPipe.at(pipe);

    // When
    unstored.close();

    // Then
    assertThat(log.with("message=run-1 service=pushbullet state=lost")).hasSize(1);
    try (InputStream answer = Files.newInputStream(pipe)) {
      assertThat(answer.readAllBytes()).isNotEmpty();
    }
  }

  private UnstoredMessages.Due next() {
    UnstoredMessages.Due due = unstored.next(SERVICE);
    assertThat(due).isNotNull();
    return due;
  }

  /** The disk refuses it. */
  private void keep(int number, Severity severity, String reason) {
    FiledMessage filed = take(number, severity);
    unstored.unstored(filed.copies().get(0), filed.file(), new IOException(reason));
  }

  private FiledMessage take(int number, Severity severity) {
    return unstored.take(
        new Message(
            "run-" + number, "kind-" + number, "", severity, peer, "", Map.of(), "Title", "Text"));
  }

  private Path fileOf(FiledMessage filed) throws IOException {
    Files.deleteIfExists(box);
    Files.createDirectories(box);
    return Files.writeString(box.resolve(filed.file()), Outbox.json(filed.copies().get(0)));
  }
}
