// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Installations to be changed by a test. */
final class Installations {
  private Installations() {}

  /** The shipped routes, copied below {@code home}. */
  static Path copy(Path home) throws IOException {
    Path shipped = Path.of("routes").toAbsolutePath();
    try (Stream<Path> all = Files.walk(shipped)) {
      for (Path file : all.toList()) {
        Path copy = home.resolve("routes").resolve(shipped.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return home;
  }
}
