// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.routes.ShippedRoutes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.util.FileUtil;

/**
 * The directory from which a launcher that is not ours loads the shipped routes: that of the {@code
 * beans.yaml} among the files that it is told to load.
 */
final class FlatDirectory {
  private static final String BEANS = "beans.yaml";

  /** Before the name of a Kamelet's file among the shipped ones. */
  private static final String KAMELETS = "kamelets/";

  private static final String SCHEME = "file:";

  private FlatDirectory() {}

  /** As the launcher has it; empty where it loads them otherwise, from a jar say. */
  static Optional<Path> of(CamelContext context) {
    PropertiesComponent properties = context.getPropertiesComponent();
    return Stream.of("camel.main.routesIncludePattern", "camel.main.routes-include-pattern")
        .flatMap(key -> properties.resolveProperty(key).stream())
        .flatMap(pattern -> files(pattern, context))
        .map(Resource::getLocation)
        .filter(file -> file.startsWith(SCHEME) && FileUtil.stripPath(file).equals(BEANS))
        .map(file -> Path.of(file.substring(SCHEME.length())).toAbsolutePath().normalize())
        .flatMap(file -> Stream.ofNullable(file.getParent()))
        .findFirst();
  }

  /** The names of the Kamelets there; those of the jar where nothing is known of a directory. */
  static List<String> kamelets(Optional<Path> directory) {
    return directory
        .map(RouteDirectory::kameletNamesIn)
        .orElseGet(
            () ->
                ShippedRoutes.get().files().stream()
                    .filter(file -> file.startsWith(KAMELETS))
                    .map(file -> FileUtil.stripExt(file.substring(KAMELETS.length())))
                    .toList());
  }

  private static Stream<Resource> files(String pattern, CamelContext context) {
    return new DefaultRoutesCollector()
        .findRouteResourcesFromDirectory(context, null, pattern).stream();
  }
}
