// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.routes.RouteSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Refuses to start without one of the shipped routes: a failover without its clock is none. */
final class WholeRoutes extends MainListenerSupport {
  private final Supplier<Map<String, String>> missing;

  /** {@code missing} gives the ids that Camel has not loaded, each with its file. */
  WholeRoutes(Supplier<Map<String, String>> missing) {
    this.missing = missing;
  }

  /** Something is missing; the message is made to be shown. */
  static final class Incomplete extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Incomplete(String message) {
      super(message);
    }
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    check(missing.get());
  }

  /**
   * Lets a start go on that has all of them.
   *
   * @param missing the ids of those that it has not, each with its file
   * @throws Incomplete if there is one
   */
  static void check(Map<String, String> missing) {
    String missed =
        missing.entrySet().stream()
            .map(route -> route.getKey() + " (" + route.getValue() + ")")
            .collect(Collectors.joining(", "));
    if (!missed.isEmpty()) {
      throw new Incomplete(
          "routes/ is not whole: "
              + missed
              + " is missing. Restore it from the distribution; to switch a route off, write"
              + " \"autoStartup: false\" in it");
    }
  }

  /**
   * Lets a start go on that can read what the failover runs with: who opens a pipe waits for ever.
   *
   * @throws Incomplete if one of them is no plain file
   */
  static void checkFiles(RouteSources sources) {
    for (Path file : sources.shipped()) {
      if (!Files.isRegularFile(file)) {
        throw new Incomplete(
            file
                + " is no plain file, so that nothing is read from it. Restore it from the"
                + " distribution");
      }
    }
  }

  /**
   * Lets a start go on in a context of somebody else's that is set up so that the routes do what
   * they are for.
   *
   * @throws Incomplete if it starts none, or gives them exchanges that were used before
   */
  static void checkSettings(CamelContext context) {
    if (!context.isAutoStartup()) {
      throw new Incomplete(
          "camel.main.auto-startup is false, so that no route of Clooster's would start. Leave it"
              + " out; to hold back a route of your own, write \"autoStartup: false\" in it");
    }
    if (context.getCamelContextExtension().getExchangeFactory().isPooled()) {
      throw new Incomplete(
          "camel.main.exchange-factory is pooled, with which the record can't be read. Leave it"
              + " out");
    }
  }
}
