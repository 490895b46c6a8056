// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.routes.OwnRoutes;
import org.apache.camel.CamelContext;

/**
 * Where this server tells of its state, and hears its operator, with {@code operate} in the
 * configuration.
 */
final class OperateInterface {
  private OperateInterface() {}

  /**
   * Begins to listen; a port that is taken, say, is tried again until it is free. Who can only be
   * told, as the token can't be stored, is told all the same.
   */
  static void begin(Config config, CamelContext context, OwnRoutes own) {
    if (config.operate() == null) {
      return;
    }
    String address =
        context.resolvePropertyPlaceholders("http://{{operate.address}}:{{operate.port}}");
    String run = context.resolvePropertyPlaceholders("{{operate.run}}");
    own.afterwards(
        "operate=" + address,
        () -> {
          context.getRouteController().startRoute("operate");
          try {
            new OperateToken(config, address, run).make();
          } finally {
            new OperateFile(address, run).write(config.stateDir());
          }
        });
  }
}
