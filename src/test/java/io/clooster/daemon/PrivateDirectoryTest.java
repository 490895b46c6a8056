// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the state directory is for its owner alone. */
class PrivateDirectoryTest {
  @TempDir private Path directory;

  @Test
  void whatItHoldsAfterAStartIsOursAndClosed() throws Exception {
    // Given
    Path state = directory.resolve("state");
    StateDirectory.lock(state, List.of("pushbullet")).close();
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));

    // When: it was open, with all of that in it.
    StateDirectory.lock(state, List.of("pushbullet")).close();

    // Then
    assertThat(mode(state)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(state)) {
      assertThat(
              files.collect(
                  Collectors.toMap(
                      file -> String.valueOf(file.getFileName()), PrivateDirectoryTest::mode)))
          .isEqualTo(
              Map.of("lock", "rw-------", "outbox", "rwx------", "credentials.told", "rw-------"));
    }
  }

  @Test
  void whatHooksAndDrillsLeaveInItIsOursToo() throws Exception {
    // Given
    Path state = Files.createDirectory(directory.resolve("state"));
    for (String name : List.of(HookFile.NAME, HookFile.NAME + ".new", CrashFile.NAME)) {
      Files.createFile(state.resolve(name));
    }
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));

    // When
    StateDirectory.lock(state, List.of()).close();

    // Then
    assertThat(mode(state)).isEqualTo("rwx------");
  }

  @Test
  void whatCanNotBeMadeIsNotSaidToBeOpen() {
    try (Logged log = Logged.by("clooster")) {
      PrivateDirectory.fileWithin(directory.resolve("gone").resolve(HookFile.NAME));

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeInThePlaceOfItsLockIsPutAsideAndHangsNoStart() throws Exception {
    // Given
    Path lock = directory.resolve("lock");
    NamedPipe.at(lock);

    // When
    try (Logged log = Logged.by("clooster")) {
      StateDirectory.lock(directory, List.of()).close();

      // Then
      assertThat(log.with("file=" + lock + " state=put aside: something else")).hasSize(1);
    }
    assertThat(lock).isRegularFile();
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
