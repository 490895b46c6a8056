// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.routes.RouteSources;
import io.clooster.routes.ShippedRoutes;
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

  /**
   * True if one of the shipped files of routes is there: not, if all there is are own ones, or what
   * is left of a copy that was broken off before it held anything.
   */
  public static boolean hasShipped(Path home) {
    return ShippedRoutes.get().files().stream()
        .filter(file -> file.endsWith(".yaml") && !file.contains("/"))
        .anyMatch(file -> ShippedRoutes.isThere(routes(home).resolve(file)));
  }

  /** The directory of the Kamelets. */
  public static Path kamelets(Path home) {
    return routes(home).resolve("kamelets");
  }

  /** The directory of the user's own Kamelets, which need not be there. */
  static Path ownKamelets(Path home) {
    return RouteSources.siteOf(routes(home)).resolve("kamelets");
  }

  /** What Camel loads; absolute, so that the working directory does not matter. */
  static String all(Path home) {
    return files(routes(home));
  }

  /**
   * Where Camel looks for a Kamelet when a route first uses it: one that nothing uses costs
   * nothing. Those in jars come last.
   */
  static String kameletLocations(Path home) {
    return "file:"
        + kamelets(home).toAbsolutePath()
        + ",file:"
        + ownKamelets(home).toAbsolutePath()
        + ",classpath:kamelets";
  }

  /** The same for one call of a Kamelet: nothing that listens, ticks or sends. */
  static String withoutRoutes(Path home) {
    return "file:" + routes(home).toAbsolutePath() + "/beans.yaml";
  }

  private static String files(Path directory) {
    return "file:" + directory.toAbsolutePath() + "/*.yaml";
  }

  /** The names of all Kamelets of an installation. */
  static List<String> kameletNames(Path home) {
    return Stream.of(kamelets(home), ownKamelets(home))
        .flatMap(directory -> kameletNamesIn(directory).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The names of the Kamelets in one directory, which need not be there. */
  static List<String> kameletNamesIn(Path directory) {
    return namesIn(directory)
        .filter(name -> name.endsWith(KAMELET))
        .map(name -> name.substring(0, name.length() - KAMELET.length()))
        .toList();
  }

  private static Stream<String> namesIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
