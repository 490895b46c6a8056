// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files can be made, and nothing can be written into them: what a full disk does. */
@ProcessTest
class FullDiskIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void theRecordMovesAndItIsToldFromMemoryAndOnce() throws Exception {
    // Given: a log that does not stop for it.
    pair.srv2().by("bash", "-c", "exec \"$@\" > >(exec cat)", "bash");
    pair.start();
    limitFiles("0");

    // When
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
    pair.srv2().awaitLine("state=unstored: messages can't be written into ");
    pair.srv2().awaitLine("is now down");

    // Then
    assertThat(pair.awaitNotes(1))
        .containsExactly(Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)));
    pair.staysQuiet();
    assertThat(pair.srv2().lines("Failed delivery")).isEmpty();
    assertThat(pair.srv2().lines("state=unstored")).hasSize(1);

    // And: nothing that was begun is left in the way, or taken for a message.
    assertThat(pair.srv2().lines("put aside")).isEmpty();
    assertThat(files("outbox/intended/pushbullet")).isEmpty();

    // And
    limitFiles("unlimited");
    pair.staysQuiet();
    assertThat(pair.notes()).hasSize(1);
    assertThat(files("outbox/pushbullet")).isEmpty();
    assertThat(files("outbox/refused")).isEmpty();
  }

  private List<String> files(String directory) throws IOException {
    try (var files = Files.list(pair.srv2().stateDirectory().resolve(directory))) {
      return files.map(Path::getFileName).map(Path::toString).toList();
    }
  }

  /** Whatever this process writes into a file beyond that fails. */
  private void limitFiles(String bytes) throws IOException, InterruptedException {
    var prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", String.valueOf(pair.srv2().pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }
}
