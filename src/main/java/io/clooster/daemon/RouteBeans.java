// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.dns.Mapping;
import io.clooster.incident.Incidents;
import io.clooster.message.Messages;
import io.clooster.routes.ClosedKamelets;
import io.clooster.routes.literal.LiteralKamelets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Java objects that the routes call by name and that a configuration makes; those that are made
 * of them are in {@code beans.yaml}.
 */
final class RouteBeans {
  /** The configuration itself. */
  static final String CONFIG = "config";

  private RouteBeans() {}

  /**
   * All of them, by their names.
   *
   * @param records what the records are called at their provider
   * @throws Outgoing.Unusable if a file that calls need can't be used
   */
  static Map<String, Object> of(
      Config config, Mapping records, Messages messages, CallLimits limits) {
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("literalKamelets", new LiteralKamelets());
    beans.put("closedKamelets", new ClosedKamelets());
    beans.put(CONFIG, config);
    beans.put("messages", messages);
    beans.put(
        "incidents",
        new Incidents(
            config.thisServer(),
            config.servers().stream().map(Config.Server::name).toList(),
            messages,
            CamelSetup::wallClock,
            new IncidentFile(config.stateDir())));
    beans.put("key", config.key());
    beans.put("recordMapping", records);
    beans.put("dnsProvider", config.provider());
    beans.put("linkSettings", CamelSetup.linkSettings(config));
    beans.put("callLimits", limits);
    beans.put("deadlines", limits.deadlines());
    beans.put("httpConnections", Outgoing.connections(config, limits.deadline()));
    return beans;
  }
}
