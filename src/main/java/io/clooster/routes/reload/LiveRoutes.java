// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.Attempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** Takes routes out of a running context at a moment when they have nothing to do. */
final class LiveRoutes {
  /** So long is waited for what is under way to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So long may routes take nothing in before it is known that nothing is under way in them. */
  private static final Duration LONGEST_HALT = Duration.ofMillis(400);

  private static final int LOOK_EVERY_MS = 5;

  private final ModelCamelContext context;
  private final QuietStop stop;

  LiveRoutes(ModelCamelContext context, QuietStop stop) {
    this.context = context;
    this.stop = stop;
  }

  /**
   * Halts these routes, and does the work when nothing is under way in them; the work removes them.
   * A queue that one of them reads keeps what is in it.
   *
   * @param mayHang true for a route that is not waited for without end: the user's own
   * @return false if the moment did not come; then they run as before
   */
  boolean whileQuiet(Collection<String> ids, Predicate<String> mayHang, Attempts.Work work)
      throws Exception {
    List<Route> routes = ids.stream().map(context::getRoute).filter(Objects::nonNull).toList();
    List<Endpoint> held = new ArrayList<>();
    try {
      if (!halted(routes, mayHang, held)) {
        return false;
      }
      work.run();
      return true;
    } finally {
      for (Endpoint endpoint : held) {
        ServiceHelper.stopAndShutdownService(endpoint);
      }
    }
  }

  private boolean halted(List<Route> routes, Predicate<String> mayHang, List<Endpoint> held)
      throws Exception {
    long begin = System.nanoTime();
    while (true) {
      boolean late = since(begin).compareTo(PATIENCE) > 0;
      if (routes.stream().noneMatch(route -> isBusy(route, late, mayHang))) {
        long halt = System.nanoTime();
        routes.forEach(route -> suspend(route.getConsumer()));
        hold(routes, held);
        Duration unseen = unseenFor(routes);
        while (since(halt).compareTo(LONGEST_HALT) < 0) {
          if (since(halt).compareTo(unseen) > 0
              && routes.stream().noneMatch(route -> isBusy(route, late, mayHang))) {
            return true;
          }
          Thread.sleep(LOOK_EVERY_MS);
        }
        routes.forEach(route -> ServiceHelper.resumeService(route.getConsumer()));
      } else if (late) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  private boolean isBusy(Route route, boolean late, Predicate<String> mayHang) {
    return context.getInflightRepository().size(route.getId()) > 0
        && !(late && mayHang.test(route.getId()));
  }

  private static void suspend(Consumer consumer) {
    if (consumer instanceof Suspendable) {
      ServiceHelper.suspendService(consumer);
    }
  }

  /** A reader of a queue that is halted may have been about to take something out. */
  private static Duration unseenFor(List<Route> routes) {
    long poll =
        routes.stream()
            .map(Route::getEndpoint)
            .mapToLong(each -> each instanceof SedaEndpoint queue ? queue.getPollTimeout() : 0)
            .max()
            .orElse(0);
    return Duration.ofMillis(Math.min(poll, LONGEST_HALT.toMillis() / 2) + LOOK_EVERY_MS);
  }

  /**
   * Camel forgets a queue, and what is in it, with the last endpoint that knows it. One that the
   * context itself doesn't know leaves nothing behind.
   */
  private static void hold(List<Route> routes, List<Endpoint> held) throws Exception {
    for (Route route : routes) {
      if (route.getEndpoint() instanceof SedaEndpoint queue) {
        String name = queue.getEndpointUri().replaceFirst("\\?.*", "");
        if (queue.getComponent().createEndpoint(name + "?timeout=4711")
            instanceof SedaEndpoint holder) {
          holder.getQueue();
          held.add(holder);
        }
      }
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Removes these routes, as far as they are there, and the Kamelets that only they called. */
  void remove(Collection<String> ids) throws Exception {
    stop.whileReplacing(
        () -> {
          for (String id : ids) {
            removeOne(id);
          }
          Set<String> orphans = orphans();
          while (!orphans.isEmpty()) {
            for (String orphan : orphans) {
              removeOne(orphan);
            }
            orphans = orphans();
          }
        });
  }

  private void removeOne(String id) throws Exception {
    Route route = context.getRoute(id);
    if (route != null) {
      // First what takes in: the end of a connection is an event that this route has to pass on.
      ServiceHelper.stopService(route.getConsumer());
    }
    RouteDefinition definition = context.getRouteDefinition(id);
    if (definition != null) {
      context.removeRouteDefinition(definition);
    }
  }

  /** Routes of Kamelets that no step calls any more. */
  private Set<String> orphans() {
    Set<String> called = new HashSet<>();
    for (Endpoint endpoint : context.getEndpoints()) {
      if (itself(endpoint) instanceof KameletEndpoint kamelet && !isInside(kamelet)) {
        called.add(kamelet.getRouteId());
      }
    }
    Set<String> orphans = new HashSet<>();
    for (RouteDefinition route : context.getRouteDefinitions()) {
      if (Boolean.TRUE.equals(route.isKamelet()) && !called.contains(route.getRouteId())) {
        orphans.add(route.getRouteId());
      }
    }
    return orphans;
  }

  /** Under what an {@code interceptSendToEndpoint} of a shipped file has put around it. */
  private static Endpoint itself(Endpoint endpoint) {
    Endpoint inner = endpoint;
    while (inner instanceof InterceptSendToEndpoint intercepted) {
      inner = intercepted.getOriginalEndpoint();
    }
    return inner;
  }

  private static boolean isInside(Endpoint kamelet) {
    return kamelet.getEndpointUri().matches("kamelet:(//)?(source|sink)\\b.*");
  }
}
