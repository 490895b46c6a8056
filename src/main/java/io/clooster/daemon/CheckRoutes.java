// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.HealthCheck;
import io.clooster.health.LocalHealth;
import io.clooster.routes.TemplateRoutes;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * Makes the routes of this server's own checks. All checks are announced before the first of them
 * looks, so that no verdict is given without one.
 */
final class CheckRoutes {
  private final CamelContext context;
  private final LocalHealth health;
  private final List<TemplatedRouteBuilder> routes = new ArrayList<>();

  CheckRoutes(CamelContext context) {
    this.context = context;
    this.health = context.getRegistry().findSingleByType(LocalHealth.class);
  }

  /** Announces one of the config. */
  void add(HealthCheck check) {
    if (check instanceof HealthCheck.Http http) {
      http(http.name(), http.url(), http.pace());
    } else if (check instanceof HealthCheck.Tcp tcp) {
      tcp(tcp.name(), tcp.host(), tcp.port(), tcp.pace());
    } else if (check instanceof HealthCheck.Command command) {
      command(command.name(), command.words(), command.pace());
    }
  }

  /**
   * A URL to ask.
   *
   * @param name the URL as it may be shown, without its query
   */
  void http(String name, String url, HealthCheck.Pace pace) {
    announce("http", name, pace).parameter("url", url);
  }

  /** A port to connect to; {@code host} is a name or an address without brackets. */
  void tcp(String name, String host, int port, HealthCheck.Pace pace) {
    announce("tcp", name, pace).parameter("host", host).parameter("port", port);
  }

  /**
   * A program to run.
   *
   * @param name the program alone, as its arguments may be secret
   */
  void command(String name, List<String> words, HealthCheck.Pace pace) {
    TemplatedRouteBuilder route = announce("command", name, pace);
    String bean = "check-" + routes.size() + "-words";
    context.getRegistry().bind(bean, words);
    route.parameter("words", bean);
  }

  /** Begins to look; without any check nothing happens. */
  void start() {
    if (!routes.isEmpty()) {
      TemplateRoutes.of(context, "check-verdict", "check-verdict").add();
      routes.forEach(TemplatedRouteBuilder::add);
    }
  }

  private TemplatedRouteBuilder announce(String kind, String name, HealthCheck.Pace pace) {
    String check = Integer.toString(routes.size() + 1);
    health.expect(check, kind + " " + name, pace.fall(), pace.rise());
    TemplatedRouteBuilder route =
        TemplateRoutes.of(context, "check-" + kind, "check-" + check)
            .parameter("check", check)
            .parameter("every", pace.every().toMillis())
            .parameter("timeout", pace.timeout().toMillis());
    routes.add(route);
    return route;
  }
}
