// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;

/** Says which routes a stop of Camel has not ended yet, and where it waits meanwhile. */
final class UnendedRoutes {
  private static final Set<ServiceStatus> ENDING =
      Set.of(ServiceStatus.Stopping, ServiceStatus.Suspending);

  /** Camel ends routes on a thread of this name, and waits for it on its own. */
  private static final String SHUTDOWN = "ShutdownTask";

  private static final List<String> JAVA = List.of("java.", "javax.", "jdk.", "sun.");

  private UnendedRoutes() {}

  /**
   * In words that follow "not all ended": the routes that are being ended, or else those whose turn
   * has not come; and what the stop waits for.
   *
   * @param routes all that there were when the stop began
   * @param stopping the thread that stops Camel
   */
  static String of(List<Route> routes, Thread stopping) {
    List<String> ending = ids(routes, ENDING::contains);
    List<String> named =
        ending.isEmpty() ? ids(routes, status -> status != ServiceStatus.Stopped) : ending;
    return (named.isEmpty()
            ? "all routes have ended, and something else of Camel's has not"
            : "not ended: " + String.join(", ", named))
        + place(stopping).map(where -> "; it waits in " + where).orElse("");
  }

  private static List<String> ids(List<Route> routes, Predicate<ServiceStatus> which) {
    return routes.stream()
        .filter(
            route ->
                route.getConsumer() instanceof StatefulService consumer
                    && which.test(consumer.getStatus()))
        .map(Route::getId)
        .sorted()
        .toList();
  }

  /** The method, of no class of Java's own, in which Camel's thread for the stop is now. */
  private static Optional<String> place(Thread stopping) {
    Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
    Optional<StackTraceElement[]> task =
        stacks.entrySet().stream()
            .filter(each -> each.getKey().getName().contains(SHUTDOWN))
            .filter(each -> Stream.of(each.getValue()).anyMatch(UnendedRoutes::isCamels))
            .map(Map.Entry::getValue)
            .findFirst();
    return Stream.of(task.orElseGet(() -> stacks.getOrDefault(stopping, new StackTraceElement[0])))
        .filter(frame -> JAVA.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(frame -> frame.getClassName() + "." + frame.getMethodName());
  }

  /** A pooled thread that has nothing to do keeps its name. */
  private static boolean isCamels(StackTraceElement frame) {
    return frame.getClassName().startsWith("org.apache.camel.impl.");
  }
}
