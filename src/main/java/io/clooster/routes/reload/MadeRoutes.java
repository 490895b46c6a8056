// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For which of several saved files each route was made anew, so that each is told once. */
final class MadeRoutes {
  private MadeRoutes() {}

  /**
   * The ids in {@code made}, each at the file that holds it; those of other files at the first one
   * that holds what others use.
   */
  static Map<Path, List<String>> byFile(
      Set<Path> saved, Map<Path, RouteText> texts, List<String> made) {
    Path used =
        saved.stream()
            .filter(file -> isUsed(texts.get(file)))
            .findFirst()
            .orElseGet(() -> saved.iterator().next());
    Map<Path, List<String>> byFile = new HashMap<>();
    for (String id : made) {
      Path holder =
          saved.stream()
              .filter(file -> routesOf(texts.get(file)).contains(id))
              .findFirst()
              .orElse(used);
      byFile.computeIfAbsent(holder, any -> new ArrayList<>()).add(id);
    }
    return byFile;
  }

  /** One that was deleted may have held anything. */
  private static boolean isUsed(@Nullable RouteText text) {
    return text == null || text.items().size() > routesOf(text).size();
  }

  private static Set<String> routesOf(@Nullable RouteText text) {
    return text == null ? Set.of() : text.names(RouteText.ROUTE);
  }
}
