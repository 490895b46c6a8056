// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.KameletMain;

/**
 * What {@code camel run *.yaml --property ...} does, in a directory and with all jars on the class
 * path: names the files, hands over the properties, starts, and downloads nothing. The arguments are
 * the properties, {@code clooster.config=/etc/clooster/clooster.json}.
 */
public final class CamelRun {
  private CamelRun() {}

  public static void main(String[] args) throws Exception {
    KameletMain main = new KameletMain("camel.jbang");
    main.setDownload(false);
    main.addInitialProperty("camel.main.name", "camel-run");
    main.addInitialProperty("camel.main.routesIncludePattern", files(Path.of("")));
    main.addInitialProperty("camel.jbang.kameletsVersion", "4.18.0");
    for (String property : args) {
      String[] parts = property.split("=", 2);
      main.addArgumentProperty(parts[0], parts[1]);
    }
    main.run();
  }

  private static String files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".yaml"))
          .sorted()
          .map(file -> "file:" + file)
          .collect(Collectors.joining(","));
    }
  }
}
