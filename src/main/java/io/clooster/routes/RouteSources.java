// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.config.PlainFile;
import io.clooster.config.YamlText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/**
 * The files of an installation's {@code routes/}. The user's own have a place of their own, {@code
 * routes/site/} and {@code routes/site/kamelets/}, that no upgrade touches; those that lie between
 * the shipped ones count as well.
 *
 * @param shipped those with which the failover runs, changed by the user or not
 * @param ownKamelets the Kamelets that the user added
 * @param own all else that the user added
 */
public record RouteSources(List<Path> shipped, List<Path> ownKamelets, List<Path> own) {
  public RouteSources {
    shipped = List.copyOf(shipped);
    ownKamelets = List.copyOf(ownKamelets);
    own = List.copyOf(own);
  }

  /**
   * Looks into a directory of routes. A shipped file is known by its name; one that was renamed, by
   * what stands in it.
   */
  public static RouteSources of(Path routes) {
    ShippedRoutes wanted = ShippedRoutes.get();
    List<Path> shipped = new ArrayList<>();
    List<Path> own = new ArrayList<>();
    for (Path file : yamlIn(routes)) {
      (wanted.files().contains(nameOf(file)) ? shipped : own).add(file);
    }
    Set<String> there = shipped.stream().map(RouteSources::nameOf).collect(Collectors.toSet());
    Set<String> missed =
        wanted.items().stream()
            .filter(item -> !there.contains(item.file()))
            .map(ShippedRoutes.Item::id)
            .collect(Collectors.toSet());
    for (Path file : List.copyOf(own)) {
      if (holdsAnyOf(missed, file)) {
        own.remove(file);
        shipped.add(file);
      }
    }
    List<Path> ownKamelets = new ArrayList<>();
    for (Path file : yamlIn(routes.resolve("kamelets"))) {
      (wanted.files().contains("kamelets/" + nameOf(file)) ? shipped : ownKamelets).add(file);
    }
    ownKamelets.addAll(yamlIn(siteOf(routes).resolve("kamelets")));
    own.addAll(yamlIn(siteOf(routes)));
    return new RouteSources(shipped, ownKamelets, own);
  }

  /** The user's own place in a directory of routes. */
  public static Path siteOf(Path routes) {
    return routes.resolve("site");
  }

  /** As a log names it: from the directory of the routes on, as {@code site/mine.camel.yaml}. */
  static String shown(Path file) {
    Path whole = file.toAbsolutePath();
    for (Path at = whole.getParent(); at != null; at = at.getParent()) {
      if (at.endsWith("routes")) {
        return at.relativize(whole).toString();
      }
    }
    return nameOf(file);
  }

  /** The same of what Camel calls the place of a route, {@code file:/...} mostly. */
  static String shown(String location) {
    try {
      return shown(Path.of(URI.create(location)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return FileUtil.stripPath(location);
    }
  }

  /** True if a file of this name, such as {@code x-notify-sink.kamelet.yaml}, is the user's own. */
  public boolean isOwnKamelet(String fileName) {
    return ownKamelets.stream().anyMatch(file -> nameOf(file).equals(fileName));
  }

  /** Nothing that hangs or fills the memory may keep the shipped routes from starting. */
  private static boolean holdsAnyOf(Set<String> ids, Path file) {
    if (ids.isEmpty()) {
      return false;
    }
    try {
      return ShippedRoutes.itemsIn("", new String(PlainFile.read(file, YamlText.LARGEST), UTF_8))
          .stream()
          .anyMatch(item -> ids.contains(item.id()));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> yamlIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> nameOf(file).endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
