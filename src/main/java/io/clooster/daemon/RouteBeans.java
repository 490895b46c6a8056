// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.dns.Mapping;
import io.clooster.incident.Incidents;
import io.clooster.message.Messages;
import io.clooster.routes.ClosedKamelets;
import io.clooster.routes.ShippedRoutes;
import io.clooster.routes.TopicQueues;
import io.clooster.routes.literal.LiteralKamelets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Java objects that the routes call by name and that a configuration makes; those that are made
 * of them are in {@code beans.yaml}.
 */
final class RouteBeans {
  /** The configuration itself. */
  static final String CONFIG = "config";

  /** Those that are not in {@code beans.yaml}. */
  private static final Set<String> MADE =
      Set.of(
          CONFIG,
          Reload.BEAN,
          LiteralFiles.BEAN,
          "literalKamelets",
          "closedKamelets",
          "seda",
          "messages",
          "incidents",
          "key",
          "recordMapping",
          "dnsProvider",
          "linkSettings",
          "callLimits",
          "deadlines",
          "httpConnections",
          "hostTopics",
          "ownRoutes");

  private static final Pattern NAME = Pattern.compile("(?m)^    - name: \"?([\\w-]+)");

  private RouteBeans() {}

  /** The names of all beans with which the failover runs. */
  static Set<String> names() {
    Set<String> names =
        NAME.matcher(ShippedRoutes.get().text("beans.yaml"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(MADE);
    return names;
  }

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
    beans.put("seda", new TopicQueues());
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
