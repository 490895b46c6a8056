// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where an installation keeps its routes. */
public final class RouteDirectory {
  private static final String KAMELET = ".kamelet.yaml";

  private RouteDirectory() {}

  /** The directory of the routes. */
  public static Path routes(Path home) {
    return home.resolve("routes");
  }

  /** The directory of the Kamelets. */
  public static Path kamelets(Path home) {
    return routes(home).resolve("kamelets");
  }

  /** What Camel loads; absolute, so that the working directory does not matter. */
  static String all(Path home) {
    return files(routes(home)) + "," + files(kamelets(home));
  }

  /** The same for one call of a Kamelet: nothing that listens, ticks or sends. */
  static String withoutRoutes(Path home) {
    return "file:" + routes(home).toAbsolutePath() + "/beans.yaml," + files(kamelets(home));
  }

  private static String files(Path directory) {
    return "file:" + directory.toAbsolutePath() + "/*.yaml";
  }

  /** The names of the Kamelets that a config block of this name configures. */
  static List<String> kameletsOf(String block, Path home) {
    try (Stream<Path> files = Files.list(kamelets(home))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith(block + "-") && name.endsWith(KAMELET))
          .map(name -> name.substring(0, name.length() - KAMELET.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
