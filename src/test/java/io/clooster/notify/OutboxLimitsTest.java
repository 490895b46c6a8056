// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.message.Message;
import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the directory of a notifier may hold when it is polled. */
@Timeout(60)
@Slow
class OutboxLimitsTest {
  @TempDir private Path directory;
  private Path box;
  private Path refused;
  private Outbox outbox;
  private OutboxLimits limits;

  @BeforeEach
  void prepare() throws Exception {
    box = Files.createDirectories(directory.resolve("outbox/pushbullet"));
    refused = directory.resolve("outbox/refused");
    outbox = TestOutbox.in(directory).outbox();
    limits = limits();
  }

  private OutboxLimits limits() {
    String state = directory.toString();
    return new OutboxLimits(new PutAside(state), outbox, new Deliveries(state));
  }

  @Test
  void whatKeepsAllFromBeingDeliveredIsOneLineWithItsReason() throws Exception {
    // Given
    Files.delete(box);
    Files.writeString(box, "in the way");

    // When
    try (Logged log = Logged.by("clooster")) {
      assertThat(limits.keep(box)).isFalse();

      // Then: the reason, and not the exception with its trace.
      assertThat(log.with("state=undelivered"))
          .singleElement()
          .asString()
          .contains("no message that lies in " + box + " can be delivered, as it can't be read: ")
          .contains("NotDirectoryException. New ones are delivered from memory. What to do: look")
          .doesNotContain("{}", " | ");
    }
  }

  @Test
  void aNameThatIsNotAsciiIsPutAsideUnderOneThatIs() throws Exception {
    // Given: one that is not UTF-8, so that nobody can open it by what is listed; one that breaks
    // the line; one in messages.
    var touch = new ProcessBuilder("sh", "-c", "printf x > \"$(printf '\\377\\376').json\"");
    assertThat(touch.directory(box.toFile()).start().waitFor()).isZero();
    Files.writeString(box.resolve("\n\u001b[31mevil.json"), "{}");
    Files.writeString(box.resolve("2-message.json"), "{}");

    // When
    try (Logged log = Logged.by("clooster")) {
      assertThat(limits.keep(box)).isTrue();

      // Then
      assertThat(log.with("state=put aside: 2 things"))
          .singleElement()
          .asString()
          .doesNotContain("\n", "\u001b");
    }
    assertThat(names(box)).containsExactly("2-message.json");
    assertThat(names(refused)).containsExactly("pushbullet-__.json", "pushbullet-__[31mevil.json");
  }

  @Test
  void messageAfterMessageStaysAsLongAsThereIsRoom() throws Exception {
    // Given
    fill(OutboxLimits.MOST, "warning");

    // Then
    assertThat(limits.keep(box)).isTrue();
    assertThat(names(box)).hasSize(OutboxLimits.MOST);
    assertThat(refused).doesNotExist();
  }

  @Test
  void ofTooManyTheLeastSevereAndOfTheseTheOldestAreDroppedAndCounted() throws Exception {
    // Given
    fill(OutboxLimits.MOST - 1, "warning");
    message("2-1000000000009-900001-info.json");
    message("1-1000000000001-000001-critical.json");
    message("2-1000000000001-000002-warning.json");

    // When
    try (Logged log = Logged.by("clooster")) {
      assertThat(limits.keep(box)).isTrue();

      // Then
      assertThat(log.with("state=dropped: 2 messages")).hasSize(1);
    }
    assertThat(names(box))
        .hasSize(OutboxLimits.MOST + 1)
        .contains("1-1000000000001-000001-critical.json", OutboxFileName.DROPPED)
        .doesNotContain("2-1000000000009-900001-info.json", "2-1000000000001-000002-warning.json");
    assertThat(dropped().title()).isEqualTo("[srv1.test] 2 messages were dropped");
  }

  @Test
  void theMessageAboutTheDroppedOnesCountsOnUntilItIsDelivered() throws Exception {
    // Given
    fill(OutboxLimits.MOST + 5, "warning");
    assertThat(limits.keep(box)).isTrue();

    // When
    message("2-1000000000008-000001-warning.json");
    assertThat(limits().keep(box)).isTrue();

    // Then
    assertThat(dropped().text())
        .startsWith("6 messages to 'pushbullet' could not be delivered and were dropped");
    assertThat(dropped().severity()).isEqualTo("warning");
    assertThat(dropped().event()).containsEntry("kind", "messages-dropped");
  }

  @Test
  void criticalOnesAreDroppedOnlyWhereNothingElseIsLeft() throws Exception {
    // Given
    fill(OutboxLimits.MOST, "info");
    for (int i = 0; i < OutboxLimits.MOST + 1; i++) {
      message("1-1000000000000-%06d-critical.json".formatted(i));
    }

    // When
    assertThat(limits.keep(box)).isTrue();

    // Then
    assertThat(names(box))
        .hasSize(OutboxLimits.MOST + 1)
        .doesNotContain("1-1000000000000-000000-critical.json")
        .allMatch(name -> name.endsWith("-critical.json") || name.equals(OutboxFileName.DROPPED));
  }

  @Test
  void whatIsNoSmallRegularFileIsPutAsideUnread() throws Exception {
    // Given
    Path secret = Files.writeString(directory.resolve("secret"), "not for the administrator");
    Files.createSymbolicLink(box.resolve("1-link.json"), secret);
    Files.createSymbolicLink(box.resolve("2-nowhere.json"), directory.resolve("nowhere"));
    Files.createSymbolicLink(box.resolve("3-loop.json"), box.resolve("3-loop.json"));
    Files.writeString(Files.createDirectory(box.resolve("4-directory.json")).resolve("a"), "a");
    NamedPipe.at(box.resolve("5-fifo.json"));
    try (RandomAccessFile huge = new RandomAccessFile(box.resolve("6-huge.json").toFile(), "rw")) {
      huge.setLength(30L * 1024 * 1024);
    }
    Files.writeString(box.resolve("README"), "not for us");
    message("2-1000000000001-000001-warning.json");

    // When
    try (Logged log = Logged.by("clooster")) {
      assertThat(limits.keep(box)).isTrue();

      // Then
      assertThat(log.with("state=put aside: 7 things in outbox/pushbullet, no message of ours"))
          .hasSize(1);
    }
    assertThat(names(box)).containsExactly("2-1000000000001-000001-warning.json");
    assertThat(names(refused))
        .containsExactly(
            "pushbullet-1-link.json",
            "pushbullet-2-nowhere.json",
            "pushbullet-3-loop.json",
            "pushbullet-4-directory.json",
            "pushbullet-5-fifo.json",
            "pushbullet-6-huge.json",
            "pushbullet-README");
    assertThat(refused.resolve("pushbullet-1-link.json")).isSymbolicLink();
    assertThat(refused.resolve("pushbullet-4-directory.json/a")).hasContent("a");
    assertThat(secret).hasContent("not for the administrator");
  }

  @Test
  void whatIsBeingWrittenStaysAndWhatWasLeftUnfinishedGoes() throws Exception {
    // Given
    Files.writeString(box.resolve(".unfinished-1.json"), "{");
    Files.writeString(box.resolve(".unfinished-2.json"), "{");
    Files.setLastModifiedTime(box.resolve(".unfinished-2.json"), FileTime.fromMillis(1));

    // When
    assertThat(limits.keep(box)).isTrue();

    // Then
    assertThat(names(box)).containsExactly(".unfinished-1.json");
  }

  @Test
  void whatIsPutAsideIsBoundedTooAndTheOldestGoFirst() throws Exception {
    // Given
    for (int i = 0; i < PutAside.MOST + 20; i++) {
      Path thing = Files.writeString(box.resolve("thing-" + i), "no message");
      Files.setLastModifiedTime(thing, FileTime.fromMillis(1_000_000L + i));
    }

    // When
    assertThat(limits.keep(box)).isTrue();

    // Then
    assertThat(names(box)).isEmpty();
    assertThat(names(refused))
        .hasSize(PutAside.MOST)
        .contains("pushbullet-thing-" + (PutAside.MOST + 19));
  }

  @Test
  void whatIsPutAsideIsBoundedInBytes() throws Exception {
    // Given
    for (int i = 0; i < 3; i++) {
      Path thing = box.resolve(i + ".json");
      try (RandomAccessFile huge = new RandomAccessFile(thing.toFile(), "rw")) {
        huge.setLength(PutAside.MOST_BYTES / 2);
      }
      Files.setLastModifiedTime(thing, FileTime.fromMillis(1_000_000L + i));
    }

    // When
    assertThat(limits.keep(box)).isTrue();

    // Then
    assertThat(names(refused)).containsExactly("pushbullet-1.json", "pushbullet-2.json");
  }

  @Test
  void directoriesThatHoldSomethingAreNeverDeletedAndHoldNothingUp() throws Exception {
    // Given
    int many = OutboxLimits.MOST + 4 * PutAside.MOST;
    for (int i = 0; i < many; i++) {
      Files.createFile(Files.createDirectory(box.resolve("d" + i)).resolve("kept"));
    }
    message("2-1000000000001-000001-warning.json");

    // When
    try (Logged log = Logged.by("clooster")) {
      for (int i = 0; i < 5; i++) {
        assertThat(limits.keep(box)).isTrue();
      }

      // Then
      assertThat(log.with("state=stuck: what overflowed")).hasSize(1);
    }
    assertThat(names(box)).containsExactly("2-1000000000001-000001-warning.json");
    int left = 0;
    for (String old : names(overflow())) {
      left += names(overflow().resolve(old)).size();
    }
    assertThat(left + names(refused).size()).isEqualTo(many);
  }

  @Test
  void ofFarTooManyTheBestStayAtOnceAndTheOthersGoLittleByLittle() throws Exception {
    // Given
    fill(4 * OutboxLimits.MOST, "info");
    message("1-1000000000001-000001-critical.json");
    Files.createSymbolicLink(box.resolve("0-link.json"), box);

    // When
    assertThat(limits.keep(box)).isTrue();

    // Then
    assertThat(names(box))
        .hasSize(OutboxLimits.MOST + 1)
        .contains(
            "1-1000000000001-000001-critical.json",
            "2-1000000000002-003999-info.json",
            OutboxFileName.DROPPED);
    assertThat(dropped().title()).isEqualTo("[srv1.test] 3001 messages were dropped");
    for (int i = 0; i < 10; i++) {
      assertThat(limits.keep(box)).isTrue();
    }
    assertThat(names(overflow())).isEmpty();
    assertThat(names(box)).hasSize(OutboxLimits.MOST + 1);
  }

  @Test
  void whatStaysIsNotLostWhenThisServerEndsMeanwhile() throws Exception {
    // Given
    Path kept = Files.createDirectories(overflow().resolve("keep-pushbullet"));
    Files.writeString(kept.resolve("1-1000000000001-000001-critical.json"), "{}");
    message("2-1000000000001-000002-info.json");

    // When
    assertThat(limits.keep(box)).isTrue();

    // Then
    assertThat(names(box))
        .containsExactly(
            "1-1000000000001-000001-critical.json", "2-1000000000001-000002-info.json");
    assertThat(names(overflow())).isEmpty();
  }

  private Path overflow() {
    return directory.resolve("outbox/overflow");
  }

  @Test
  void aFileThatIsThereTwiceIsPutAsideTwice() throws Exception {
    // Given
    for (int i = 0; i < 3; i++) {
      Files.writeString(box.resolve("thing"), "number " + i);
      assertThat(limits.keep(box)).isTrue();
    }

    // Then
    assertThat(names(refused))
        .containsExactly("pushbullet-thing", "pushbullet-thing-2", "pushbullet-thing-3");
  }

  private void fill(int count, String severity) throws IOException {
    for (int i = 0; i < count; i++) {
      message("2-1000000000002-%06d-%s.json".formatted(i, severity));
    }
  }

  private Path message(String name) throws IOException {
    return Files.writeString(box.resolve(name), "{}");
  }

  private OutboxMessage dropped() throws Exception {
    return Outbox.message(Outbox.read(box.resolve(OutboxFileName.DROPPED)));
  }

  private static Set<String> names(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  @Test
  void aMessageFindsItsPlaceByItsSeverity() throws Exception {
    // Given
    Message message = new Message("run-1", "record-lost", "", "Title", "Text");

    // Then
    assertThat(outbox.filed(message).file())
        .matches("1-\\d{8}T\\d{6}\\.\\d{3}Z-000001-record-critical.json");
  }
}
