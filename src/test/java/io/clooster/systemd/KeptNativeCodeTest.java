// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class KeptNativeCodeTest {
  private static final String DIRECTORY = "jna.boot.library.path";
  private static final String NAME = "jna.boot.library.name";

  @TempDir private Path cache;

  @AfterEach
  void forget() {
    System.clearProperty(DIRECTORY);
    System.clearProperty(NAME);
  }

  private Path kept() {
    assertThat(System.getProperty(DIRECTORY)).isEqualTo(cache.toString());
    return cache.resolve(System.mapLibraryName(System.getProperty(NAME)));
  }

  @Test
  void itIsPutThereOnce() throws IOException {
    KeptNativeCode.use(cache);
    var then = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept(), then);

    KeptNativeCode.use(cache);

    assertThat(kept()).isNotEmptyFile();
    assertThat(Files.getLastModifiedTime(kept())).isEqualTo(then);
    assertThat(cache).isDirectoryContaining(kept()::equals);
    assertThat(cache.toFile().list()).hasSize(1);
  }

  @Test
  void whatIsNotTheSameIsReplaced() throws IOException {
    KeptNativeCode.use(cache);
    var code = Files.readAllBytes(kept());
    Files.writeString(kept(), "something else");

    KeptNativeCode.use(cache);

    assertThat(kept()).hasBinaryContent(code);
  }

  @Test
  void whereItCannotBePutJnaIsLeftToFindAPlace() {
    KeptNativeCode.use(cache.resolve("none"));

    assertThat(System.getProperty(DIRECTORY)).isNull();
    assertThat(System.getProperty(NAME)).isNull();
  }
}
