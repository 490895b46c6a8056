// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.HealthCheck;
import io.clooster.health.OwnHealth;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Makes a route of each of this server's own checks. */
final class HealthRoutes {
  private HealthRoutes() {}

  static void start(List<HealthCheck> checks, CamelContext context) {
    OwnHealth health = context.getRegistry().lookupByNameAndType("ownHealth", OwnHealth.class);
    for (int i = 0; i < checks.size(); i++) {
      HealthCheck check = checks.get(i);
      String name = kind(check) + " " + check.name();
      health.expect(String.valueOf(i + 1), name, check.fall(), check.rise());
    }
    for (int i = 0; i < checks.size(); i++) {
      start(String.valueOf(i + 1), checks.get(i), context);
    }
  }

  private static void start(String id, HealthCheck check, CamelContext context) {
    TemplatedRouteBuilder route =
        TemplatedRouteBuilder.builder(context, "check-" + kind(check))
            .routeId("check-" + id)
            .parameter("check", id)
            .parameter("every", check.every().toMillis())
            .parameter("timeout", check.timeout().toMillis());
    if (check instanceof HealthCheck.Http http) {
      route.parameter("url", http.url());
    } else if (check instanceof HealthCheck.Tcp tcp) {
      route.parameter("host", tcp.host()).parameter("port", tcp.port());
    } else if (check instanceof HealthCheck.Command command) {
      context.getRegistry().bind("check-words-" + id, command.words());
      route.parameter("words", "check-words-" + id);
    }
    route.add();
  }

  private static String kind(HealthCheck check) {
    if (check instanceof HealthCheck.Http) {
      return "http";
    }
    return check instanceof HealthCheck.Tcp ? "tcp" : "command";
  }
}
