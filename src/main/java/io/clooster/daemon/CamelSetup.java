// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.Redaction;
import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.dns.Mapping;
import io.clooster.dns.Targets;
import io.clooster.failover.Moment;
import io.clooster.link.protocol2.LinkKey;
import io.clooster.link.protocol2.LinkSettings;
import io.clooster.message.Messages;
import io.clooster.message.Texts;
import io.clooster.routes.RouteSources;
import io.clooster.routes.ShippedFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Camel of the routes, the settings and the beans that a configuration makes. */
final class CamelSetup {
  /** So many mistakes of the file of messages have a line of their own. */
  private static final int MISTAKES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private CamelSetup() {}

  /** Tells Camel of the shipped files of the pattern {@code routes}, and of all that they need. */
  static void configure(
      Main camel, Config config, Path home, String routes, CallLimits limits, UserSettings users) {
    configure(camel, config, mapping(config), home, routes, limits, users);
  }

  static void configure(
      Main camel,
      Config config,
      Mapping records,
      Path home,
      String routes,
      CallLimits limits,
      UserSettings users) {
    Redaction.hide(Secrets.of(config));
    camel.configure().withRoutesIncludePattern(routes);
    RouteSources sources = RouteSources.of(RouteDirectory.routes(home));
    WholeRoutes.checkFiles(sources);
    camel.setRoutesCollector(new ShippedFiles(sources));
    settings(camel, config, home, users);
    camel.bind(LiteralFiles.BEAN, new LiteralFiles());
    RouteBeans.of(config, records, messages(config, home), limits).forEach(camel::bind);
  }

  /** The same without any route made: what can be known of it without a start. */
  static void tryOut(Main camel, Config config, Path home, CallLimits limits, UserSettings users) {
    // The default is a hook at the process's end, which holds on to all of it until then.
    camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
    configure(camel, config, home, RouteDirectory.all(home), limits, users);
    camel.addInitialProperty(OperatorsConsoles.ASIDE, "true");
    camel.bind(Reload.BEAN, new Object());
    camel.configure().withRoutesCollectorEnabled(false);
    // Camel starts these while it is still being set up.
    for (String server : ToolSettings.STARTED_AT_ONCE) {
      camel.addOverrideProperty(server, "false");
    }
    camel.init();
    camel.getCamelContext().init();
  }

  /** What Camel is set to. An application.properties in some jar on the class path is not read. */
  private static void settings(Main camel, Config config, Path home, UserSettings users) {
    Redaction.hide(users.secrets());
    camel.setDefaultPropertyPlaceholderLocation("false");
    camel.setInitialProperties(CamelSettings.of(config, home, users));
    camel.addMainListener(new SettingTypes(users));
    camel.addMainListener(new OperatorsConsoles());
  }

  /** The words for what is told: what is wrong with those of the installation is logged. */
  static Messages messages(Config config, Path home) {
    return messages(config, Texts.of(RouteDirectory.routes(home)));
  }

  /** The same in these words. */
  static Messages messages(Config config, Texts texts) {
    List<Problem> problems = texts.problems();
    problems.stream().limit(MISTAKES).forEach(problem -> LOG.warn("messages={}", problem));
    if (problems.size() > MISTAKES) {
      LOG.warn(
          "messages={}: {} more mistakes, which \"clooster check\" names",
          problems.get(0).file(),
          problems.size() - MISTAKES);
    }
    return new Messages(
        texts,
        config.thisServer(),
        String.join(", ", config.recordNames()),
        places(config),
        CamelSetup::wallClock);
  }

  /** What the wall clock showed at a moment of this process. */
  static Instant wallClock(Moment moment) {
    return Instant.now().minusNanos(System.nanoTime() - moment.nanos());
  }

  private static Map<String, String> places(Config config) {
    Map<String, String> places = new LinkedHashMap<>();
    for (Config.Server peer : config.peers()) {
      if (peer.listens()) {
        String host = peer.address() == null ? peer.name() : peer.address();
        places.put(peer.name(), (host.contains(":") ? "[" + host + "]" : host) + ":" + peer.port());
      }
    }
    return places;
  }

  /** Protocol 1 speaks of what the record holds, protocol 2 of the server that it points at. */
  static Mapping mapping(Config config) {
    if (config.protocol() == 1) {
      return Mapping.of(config.record());
    }
    Map<String, Map<String, String>> servers = new LinkedHashMap<>();
    config.servers().forEach(server -> servers.put(server.name(), server.addresses()));
    Targets targets = new Targets(config.record().zone(), config.recordNames(), servers);
    return config.claims().on() ? Mapping.claimed(targets) : Mapping.of(targets);
  }

  static LinkSettings linkSettings(Config config) {
    return new LinkSettings(
        config.thisServer(),
        config.servers().stream().map(Config.Server::name).toList(),
        config.serversVersion(),
        moved(config),
        config.keys().stream().map(key -> new LinkKey(key.id(), key.secret())).toList());
  }

  /** What all servers must agree on to move: the records, and the claim beside them. */
  private static List<String> moved(Config config) {
    List<String> moved = new ArrayList<>(config.recordNames());
    if (config.claims().on()) {
      moved.add(Mapping.claimBeside(moved.get(0)));
    }
    return moved;
  }
}
