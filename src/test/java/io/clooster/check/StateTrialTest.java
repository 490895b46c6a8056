// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTrialTest {
  private static final Path FILE = Path.of("clooster.json");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "there", "there/not/yet"})
  void aPlaceThatCanBeWrittenIsGoodAndNothingIsLeftThere(String name) throws IOException {
    Files.createDirectory(directory.resolve("there"));

    assertThat(StateTrial.of(FILE, directory.resolve(name))).isEmpty();

    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all).containsExactlyInAnyOrder(directory, directory.resolve("there"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/x", "/proc/x/y", "/proc", "/proc/self"})
  void aPlaceWhereNothingCanBeMadeIsNamed(String place) {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));

    assertThat(said(Path.of(place)))
        .startsWith("clooster.json: state_dir: " + place + " can't be used: ")
        .containsAnyOf("nothing can be made in /proc", "may not write into /proc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "file/state"})
  void aFileInItsPlaceIsNamed(String name) throws IOException {
    Files.writeString(directory.resolve("file"), "x");

    assertThat(said(directory.resolve(name)))
        .isEqualTo(
            "clooster.json: state_dir: "
                + directory.resolve(name)
                + " can't be used: "
                + directory.resolve("file")
                + " is no directory; name another one, or move that away");
  }

  @Test
  void aLinkToNowhereIsNamed() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nothing"));

    assertThat(said(directory.resolve("link"))).contains("link is no directory");
  }

  private static String said(Path state) {
    return StateTrial.of(FILE, state).map(found -> found.problem().toString()).orElse("");
  }
}
