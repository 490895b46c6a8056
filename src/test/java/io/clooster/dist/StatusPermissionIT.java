// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may not look into the state directory is not told that no daemon runs. */
@ProcessTest
class StatusPermissionIT {
  @TempDir private Path temp;
  private Path state;

  @BeforeEach
  void close() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    state = Files.createDirectory(temp.resolve("state"));
    Files.writeString(state.resolve("operate.json"), "{}");
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("---------"));
  }

  @AfterEach
  void open() throws Exception {
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void itSaysThatItMayNotLook() throws Exception {
    var status =
        Command.of(TestInstallation.built().script(), "status", "--state-dir", state)
            .with("CLOOSTER_CACHE", "none");
    if ("root".equals(System.getProperty("user.name"))) {
      var setpriv = Tool.find("setpriv", "util-linux");
      status = status.by(List.of(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"));
    }

    var outcome = status.run();

    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("may not read " + state.resolve("operate.json"), "ask as root")
        .doesNotContain("does not run");
  }
}
