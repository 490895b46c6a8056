// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.model.RouteDefinition;

/**
 * A route of the user's own reads what another route reads: each would get but a part of what is
 * sent, so that the failover would miss events without a word.
 */
final class QueueTaken extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private static final Set<String> TOPICS =
      Set.of("seda:clooster-events", "seda:clooster-actions", "seda:clooster-notices");

  private final String remedy;

  private QueueTaken(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** What to do about it. */
  String remedy() {
    return remedy;
  }

  /**
   * Lets pass what begins with no queue, and queues that hand a copy to each of their readers.
   *
   * @param others the routes that are there
   * @throws QueueTaken if one of them begins with the same queue
   */
  static void check(RouteDefinition route, List<RouteDefinition> others) throws QueueTaken {
    String queue = queue(route);
    if (!queue.startsWith("seda:")) {
      return; // Camel itself refuses a second reader of a "direct:".
    }
    if (TOPICS.contains(queue) && !copies(route)) {
      throw new QueueTaken(
          queue + " is a topic, of which each reader gets a copy, and this one does not say so",
          "write \"multipleConsumers: true\" below its \"parameters\"");
    }
    for (RouteDefinition other : others) {
      boolean another = !String.valueOf(other.getRouteId()).equals(route.getRouteId());
      if (another && queue(other).equals(queue) && !(copies(route) && copies(other))) {
        throw new QueueTaken(
            queue
                + " has a reader already, the route \""
                + other.getRouteId()
                + "\", and each would get but a part of what is sent",
            "send a copy to a queue of your own, from a step of that route, and read that");
      }
    }
  }

  /** Without options, and without the slashes that may follow the scheme. */
  private static String queue(RouteDefinition route) {
    return uri(route).replaceFirst("\\?.*", "").replaceFirst(":/*", ":");
  }

  private static boolean copies(RouteDefinition route) {
    return uri(route).contains("multipleConsumers=true");
  }

  /** With the parameters of its template, where it was made of one. */
  private static String uri(RouteDefinition route) {
    String uri = route.getInput().getEndpointUri();
    Map<String, Object> parameters = route.getTemplateParameters();
    if (parameters != null) {
      for (Map.Entry<String, Object> each : parameters.entrySet()) {
        uri = uri.replace("{{" + each.getKey() + "}}", String.valueOf(each.getValue()));
      }
    }
    return uri;
  }
}
