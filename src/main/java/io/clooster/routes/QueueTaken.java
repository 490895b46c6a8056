// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.io.Serial;
import java.util.List;
import org.apache.camel.model.RouteDefinition;

/**
 * A route of the user's own reads what another route reads: each would get but a part of what is
 * sent, so that the failover would miss events without a word.
 */
final class QueueTaken extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private QueueTaken(String message) {
    super(message);
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
    for (RouteDefinition other : others) {
      if (queue(other).equals(queue) && !(copies(route) && copies(other))) {
        throw new QueueTaken(
            queue
                + " has a reader already, the route \""
                + other.getRouteId()
                + "\", and each would get but a part of what is sent");
      }
    }
  }

  /** Without options, and without the slashes that may follow the scheme. */
  private static String queue(RouteDefinition route) {
    return route.getInput().getEndpointUri().replaceFirst("\\?.*", "").replaceFirst(":/*", ":");
  }

  private static boolean copies(RouteDefinition route) {
    return route.getInput().getEndpointUri().contains("multipleConsumers=true");
  }
}
