// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever lies in the outbox, the server starts, takes the record, and tells so at once. */
@ProcessTest
@Full
class FullOutboxIT {
  private static final int MANY = 100_000;

  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void aHundredThousandMessagesAndOneOfThirtyMegabytesAndALink() throws Exception {
    // Given
    Path box = Files.createDirectories(pair.srv2().stateDirectory().resolve("outbox/pushbullet"));
    for (int i = 0; i < MANY; i++) {
      Files.writeString(
          box.resolve("1712345678901-%06d.json".formatted(i)),
          """
          {"service":"pushbullet","id":"old-%d","title":"old","text":"old","event":{}}
          """
              .formatted(i));
    }
    try (var huge = new RandomAccessFile(box.resolve("0-huge.json").toFile(), "rw")) {
      huge.setLength(30L * 1024 * 1024);
    }
    Path foreign = Files.writeString(pair.directory().resolve("foreign"), "{}");
    Files.createSymbolicLink(box.resolve("0-link.json"), foreign);
    pair.pushbullet().down();
    pair.start();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> !pair.srv2().lines("state=dropped: 99000 messages").isEmpty());

    // When
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
    await().until(() -> hasCritical(box));
    pair.pushbullet().up();

    // Then
    assertThat(pair.awaitNotes(1).get(0))
        .isEqualTo(Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)));
    assertThat(box.resolve("9-dropped-warning.json")).content().contains("messages were dropped");
    assertThat(foreign).hasContent("{}");
    try (var files = Files.list(box.resolveSibling("refused"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("pushbullet-0-huge.json", "pushbullet-0-link.json");
    }
    assertThat(Files.exists(box.resolve("0-link.json"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private static boolean hasCritical(Path box) throws IOException {
    try (var files = Files.list(box)) {
      return files.anyMatch(file -> file.toString().endsWith("-critical.json"));
    }
  }
}
