// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.dist.Tool;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The file system of the state directory hangs: nothing of the failover waits for it. */
@ProcessTest
@Full
class FrozenDiskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();
  @TempDir private Path place;

  private Path disk;

  @BeforeEach
  void aDiskOfItsOwn() throws Exception {
    Path image = place.resolve("image");
    disk = Files.createDirectory(place.resolve("disk"));
    run("dd", "if=/dev/zero", "of=" + image, "bs=1M", "count=32");
    run(Tool.find("mkfs.ext4", "e2fsprogs"), "-q", image.toString());
    if (!run("mount", "-o", "loop", image.toString(), disk.toString())) {
      Tool.notRun("it takes root to mount a file system");
    }
  }

  @AfterEach
  void unmount() throws Exception {
    freeze(false);
    run("umount", "-l", disk.toString());
  }

  @Test
  void theRecordMovesAndOnActiveRunsAndRunsAgainAfterAKill() throws Exception {
    // Given
    Path ran = group.directory().resolve("ran");
    String program = "echo $CLOOSTER_HOOK $CLOOSTER_EPOCH >> " + ran + "; sleep 20";
    group.of(2);
    group.srv(2).set("/state_dir", disk.resolve("state").toString());
    group
        .srv(2)
        .set("/hooks", Map.of("on_active", Map.of("command", List.of("/bin/sh", "-c", program))));
    group.start();

    // When
    freeze(true);
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(2);
    Instant noticed = group.srv(2).loggedAt("peer=" + name(1) + " state=disconnected");
    Instant writing = group.srv(2).loggedAt("state=writing value=" + name(2));
    assertThat(Duration.between(noticed, writing)).isLessThan(Duration.ofSeconds(10));
    awaitLines(ran, 1);
    group.srv(2).awaitLine("hooks.json state=unwritten: ");

    // When: it is killed in the middle of it, and nothing of it is on the disk.
    ProcessHandle.of(group.srv(2).pid()).orElseThrow().destroyForcibly();
    freeze(false); // Until then even a killed process does not end.
    group.srv(2).kill();
    group.srv(2).start();

    // Then
    awaitLines(ran, 2);
    assertThat(Files.readAllLines(ran)).allMatch(line -> line.matches("on_active [1-9][0-9]*"));
    assertThat(group.story().values()).endsWith(name(2));
  }

  private static void awaitLines(Path file, int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(file) && Files.readAllLines(file).size() >= count);
  }

  private void freeze(boolean on) throws IOException, InterruptedException {
    run(Tool.find("fsfreeze", "util-linux"), on ? "-f" : "-u", disk.toString());
  }

  private static boolean run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
