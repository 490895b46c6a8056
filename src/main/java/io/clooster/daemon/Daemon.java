// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.Connections;
import io.clooster.call.PlainWords;
import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import io.clooster.dns.Mapping;
import io.clooster.dns.Targets;
import io.clooster.failover.Event;
import io.clooster.link.Links;
import io.clooster.link.protocol2.LinkKey;
import io.clooster.link.protocol2.LinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running Clooster: Camel with the routes of an installation and one configuration. It waits
 * for an API or a peer that is not there yet; it fails to start only for what waiting can't mend.
 */
public final class Daemon implements AutoCloseable {
  /** The total time that any call to an API may take. */
  static final Duration CALL_DEADLINE = Duration.ofSeconds(10);

  /** So long may a call that is under way at a stop take. */
  private static final Duration CALLS_AT_STOP = Duration.ofSeconds(1);

  /** The queue of all events; waits until this one's actions are done, but not for long. */
  private static final String LEAVE = "seda:events?timeout=500&waitForTaskToComplete=Always";

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Main camel;
  private final CallLimits limits;
  private final StateDirectory state;

  private Daemon(Main camel, CallLimits limits, StateDirectory state) {
    this.camel = camel;
    this.limits = limits;
    this.state = state;
  }

  /**
   * Starts with the routes below {@code home}.
   *
   * @throws StartFailure with a message that is made to be shown to the user
   */
  public static Daemon start(Config config, Path home) throws StartFailure {
    return start(config, home, CALL_DEADLINE);
  }

  static Daemon start(Config config, Path home, Duration callDeadline) throws StartFailure {
    StateDirectory state = StateDirectory.lock(config.stateDir());
    CallLimits limits = new CallLimits(callDeadline);
    Daemon daemon = new Daemon(new Main(), limits, state);
    try {
      configure(daemon.camel, config, home, RouteDirectory.all(home), limits);
      daemon.camel.start();
      for (String service : config.messengers()) {
        deliver(service, daemon.context());
      }
      if (config.protocol() == 2) {
        config.peers().stream()
            .filter(Config.Server::listens)
            .forEach(peer -> dial(peer, daemon.context()));
        check(config.checks(), daemon.context());
      }
      return daemon;
    } catch (Exception e) {
      daemon.close();
      throw StartFailure.of(e, config);
    }
  }

  /** True while the peer is linked. */
  public boolean linked() {
    return context().getRegistry().findSingleByType(Links.class).any();
  }

  /**
   * Tells the peers that we go, where the link's protocol has a word for it, and moves nothing from
   * then on.
   *
   * @param backWithin when we mean to be back, zero when we do not
   */
  public void leave(Duration backWithin) {
    try {
      context()
          .createFluentProducerTemplate()
          .to(LEAVE)
          .withBody(new Event.Stopping(backWithin))
          .request();
    } catch (CamelExecutionException e) {
      // The peers will notice our end all the same, only later.
      LOG.warn("state=unsent: the peers were not told that we go ({})", PlainWords.of(e));
    }
  }

  /** Stops the routes; what waits in the outbox stays there. */
  @Override
  public void close() {
    try {
      limits.endAfter(CALLS_AT_STOP);
      camel.stop();
    } finally {
      limits.close();
      state.close();
    }
  }

  CamelContext context() {
    return camel.getCamelContext();
  }

  /** Tells Camel of the files of the pattern {@code routes}, and of all that they need. */
  static void configure(Main camel, Config config, Path home, String routes, CallLimits limits) {
    configure(camel, config, mapping(config), home, routes, limits);
  }

  static void configure(
      Main camel, Config config, Mapping records, Path home, String routes, CallLimits limits) {
    camel.configure().withRoutesIncludePattern(routes);
    camel.setInitialProperties(CamelSettings.of(config, home));
    camel.bind("config", config);
    camel.bind("key", config.key());
    camel.bind("recordMapping", records);
    camel.bind("linkSettings", linkSettings(config));
    camel.bind("callLimits", limits);
    camel.bind("deadlines", limits.deadlines());
    camel.bind("httpConnections", Connections.pool(limits.deadline()));
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

  /** Makes the route that connects to one peer, protocol 2; IPv6 addresses stand in brackets. */
  static void dial(Config.Server peer, CamelContext context) {
    String address = peer.address() == null ? peer.name() : peer.address();
    TemplatedRouteBuilder.builder(context, "link-dial-peer")
        .routeId("link-dial-" + peer.name())
        .parameter("peer", peer.name())
        .parameter("address", address.contains(":") ? "[" + address + "]" : address)
        .parameter("port", peer.port())
        .add();
  }

  static LinkSettings linkSettings(Config config) {
    return new LinkSettings(
        config.thisServer(),
        config.servers().stream().map(Config.Server::name).toList(),
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

  /** Begins to look at this server's own health. */
  private static void check(List<HealthCheck> checks, CamelContext context) {
    CheckRoutes routes = new CheckRoutes(context);
    checks.forEach(routes::add);
    routes.start();
  }

  private static void deliver(String service, CamelContext context) {
    TemplatedRouteBuilder.builder(context, "notify-deliver")
        .routeId("notify-deliver-" + service)
        .parameter("service", service)
        .add();
  }
}
