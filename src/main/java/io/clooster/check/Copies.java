// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import io.clooster.routes.ShippedRoutes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What users have a shipped route send to a route of their own: a queue there that is full, or
 * whoever is slow behind a wire tap, must not hold up or end what comes after that step.
 */
final class Copies {
  private static final String REMEDY =
      "write \"to: {uri: %s, parameters: {discardWhenFull: true}}\"";
  private static final Pattern DISCARDS = Pattern.compile("discardWhenFull\"?[:=]\\s*\"?true");

  private final Path routes;
  private final List<Endpoint> endpoints;

  /** Of these endpoints, all that there are. */
  Copies(Path routes, List<Endpoint> endpoints) {
    this.routes = routes;
    this.endpoints = endpoints;
  }

  /** Those that may hold up a shipped route. */
  List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>();
    for (Endpoint end : endpoints) {
      if (end.reads() || !isOfShippedRoute(end)) {
        continue;
      }
      boolean queue = end.name().startsWith("seda:");
      if (queue && !DISCARDS.matcher(end.options()).find() && !isReadByShipped(end)) {
        warnings.add(at(end, queue(end), REMEDY.formatted(shown(end))));
      } else if (end.taps() && !queue) {
        warnings.add(at(end, tap(end), REMEDY.formatted("seda:…") + ", and a route from there"));
      }
    }
    return warnings;
  }

  private static String queue(Endpoint end) {
    return "when "
        + shown(end)
        + " is full, this step fails or waits, and holds up what comes after it";
  }

  private static String tap(Endpoint end) {
    return "when "
        + shown(end)
        + " is slow, the wire tap runs out of threads, and holds up what comes after it";
  }

  private boolean isOfShippedRoute(Endpoint end) {
    return ShippedRoutes.get().items().stream()
        .anyMatch(
            item ->
                item.kind().startsWith("route")
                    && item.id().equals(end.route())
                    && routes.resolve(item.file()).equals(Path.of(end.file().name())));
  }

  /** Those have their own rule, which stands at their senders. */
  private boolean isReadByShipped(Endpoint end) {
    return endpoints.stream()
        .anyMatch(other -> other.reads() && isOfShippedRoute(other) && end.mayMeet(other));
  }

  private static String shown(Endpoint end) {
    return Quoting.plain(end.name().replace(Endpoint.ANY, "…"));
  }

  private static Problem at(Endpoint end, String what, String remedy) {
    return new Problem(
        end.file().name(), end.line(), "route " + Quoting.plain(end.route()), what, remedy);
  }
}
