// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import io.clooster.routes.TemplateRoutes;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * Routes of which the configuration says how many there are, made from templates: to each peer, for
 * each check, for each notifier.
 */
final class RoutesByConfig {
  /** Not at once: a start has more important calls to make. */
  private static final Duration CREDENTIALS_FIRST = Duration.ofMinutes(5);

  private static final Duration CREDENTIALS_EVERY = Duration.ofDays(1);

  private RoutesByConfig() {}

  /** All but those that deliver. */
  static void add(Config config, CamelContext context) {
    credentials(config, context);
    if (config.deadMansSwitch() != null) {
      deadMansSwitch(config.deadMansSwitch().every(), context);
    }
    if (config.protocol() == 2) {
      config.peers().stream().filter(Config.Server::listens).forEach(peer -> dial(peer, context));
      check(config.checks(), context);
    }
  }

  /** Makes the route that connects to one peer, protocol 2; IPv6 addresses stand in brackets. */
  static void dial(Config.Server peer, CamelContext context) {
    String address = peer.address() == null ? peer.name() : peer.address();
    TemplateRoutes.of(context, "link-dial-peer", "link-dial-" + peer.name())
        .parameter("peer", peer.name())
        .parameter("address", address.contains(":") ? "[" + address + "]" : address)
        .parameter("port", peer.port())
        .add();
  }

  /** Begins to look at this server's own health. */
  static void check(List<HealthCheck> checks, CamelContext context) {
    CheckRoutes routes = new CheckRoutes(context);
    checks.forEach(routes::add);
    routes.start();
  }

  /** Begins to ask when the credentials end, where the provider's Kamelet can. */
  static void credentials(Config config, CamelContext context) {
    if (config.provider().can().contains("token")) {
      credentials(CREDENTIALS_FIRST, CREDENTIALS_EVERY, context);
    }
  }

  static void credentials(Duration first, Duration every, CamelContext context) {
    TemplateRoutes.of(context, "credentials-expiry", "credentials-expiry")
        .parameter("first", first.toMillis())
        .parameter("every", every.toMillis())
        .add();
  }

  /** Begins to call the service that tells of our silence. */
  static void deadMansSwitch(Duration every, CamelContext context) {
    TemplateRoutes.of(context, "dead-mans-switch", "dead-mans-switch")
        .parameter("every", every.toMillis())
        .add();
  }

  /** Begins to deliver by this notifier: what lies in the outbox, and what could not be stored. */
  static void deliver(Config.Notifier notifier, CamelContext context) {
    for (String template : List.of("notify-deliver", "notify-deliver-unstored")) {
      TemplateRoutes.of(context, template, template + "-" + notifier.name())
          .parameter("service", notifier.name())
          .parameter("kamelet", KameletNames.instance(notifier.kamelet(), notifier.name()))
          .add();
    }
  }
}
