// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops Camel, and waits for that, but not for long: a step of a user's own that never returns, and
 * can't be interrupted, is named and left behind.
 */
final class BoundedStop {
  /** The process has four seconds for its stop, the word to the peers included. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Whoever is at work then, hangs: calls to APIs have been ended, and Camel is about to give up.
   */
  private static final Duration HANGS = Duration.ofMillis(1_500);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Main camel;
  private final Ending ending;
  private final List<Route> routes;

  /** Whether anybody is told of what hangs. */
  private final boolean told;

  /** What is done, however long it takes. */
  private interface Ending {
    void run() throws Exception;
  }

  private BoundedStop(Main camel, Ending ending, boolean told) {
    this.told = told;
    this.camel = camel;
    this.ending = ending;
    CamelContext context = camel.getCamelContext();
    this.routes = context == null ? List.of() : List.copyOf(context.getRoutes());
  }

  /** Returns when Camel has stopped, or after {@link #PATIENCE}. */
  static void of(Main camel) {
    new BoundedStop(camel, camel::stop, true).run();
  }

  /** The same of one whose start has failed: what is half made may hang, and is nobody's matter. */
  static void afterFailure(Main camel) {
    new BoundedStop(camel, camel::stop, false).run();
  }

  /** The same for its routes alone: nothing listens, ticks or sends any more. */
  static void routesOf(Main camel) {
    CamelContext context = camel.getCamelContext();
    new BoundedStop(
            camel,
            () ->
                context
                    .getShutdownStrategy()
                    .shutdown(context, context.getCamelContextExtension().getRouteStartupOrder()),
            true)
        .run();
  }

  private void run() {
    Thread stopping = new Thread(this::stop, "camel-stop");
    stopping.setDaemon(true);
    stopping.start();
    Set<String> hanging = Set.of();
    long begin = System.nanoTime();
    try {
      while (stopping.isAlive() && !since(begin, PATIENCE)) {
        stopping.join(LOOK_EVERY.toMillis());
        // Camel forgets a route's work some time after it has given it up.
        Set<String> busy = since(begin, HANGS) ? busy() : Set.of();
        hanging = busy.isEmpty() ? hanging : busy;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (told) {
      tell(hanging, stopping);
    }
  }

  private void tell(Set<String> hanging, Thread stopping) {
    for (String route : hanging) {
      LOG.warn(
          "route={} state=hanging: one of its steps does not end; it is left behind at this stop;"
              + " give that step a time limit",
          route);
    }
    if (stopping.isAlive() && hanging.isEmpty()) {
      LOG.warn(
          "state=hanging: not all routes ended within {}, and the rest is left behind at this stop"
              + " ({})",
          FailureText.of(PATIENCE),
          UnendedRoutes.of(routes, stopping));
    }
  }

  private static boolean since(long begin, Duration time) {
    return System.nanoTime() - begin >= time.toNanos();
  }

  private void stop() {
    try {
      ending.run();
    } catch (Exception e) {
      LOG.warn("state=stopping: not all of it stopped as it should ({})", FailureText.of(e));
    }
  }

  private Set<String> busy() {
    CamelContext context = camel.getCamelContext();
    return context == null
        ? Set.of()
        : routes.stream()
            .map(Route::getId)
            .filter(route -> context.getInflightRepository().size(route) > 0)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
