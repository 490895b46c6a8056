// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.dns.RecordValue;
import io.clooster.failover.FailoverCore;
import io.clooster.failover.GroupFailover;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Hook;
import io.clooster.failover.Moment;
import io.clooster.failover.RenewalPace;
import io.clooster.failover.ServerList;
import io.clooster.failover.protocol1.PairFailover;
import io.clooster.failover.protocol1.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes the decision that a configuration asks for. */
final class DecisionSettings {
  private DecisionSettings() {}

  static FailoverCore decision(
      Config config, List<ServerList> lists, Moment start, RandomGenerator random) {
    String run = config.thisServer() + "-" + System.currentTimeMillis();
    return config.protocol() == 1
        ? new PairFailover(pair(config, run), start, random)
        : new GroupFailover(group(config, lists, run), start, random);
  }

  private static Settings pair(Config config, String run) {
    Config.Link link = config.link();
    return new Settings(
        run,
        config.thisServer(),
        config.otherServer(),
        RecordValue.normal(config.thisServer()),
        RecordValue.normal(config.otherServer()),
        config.record().name(),
        RecordValue.normal(config.record().preferredValue()),
        config.role() instanceof Config.Role.Connecting,
        link.timeout(),
        link.confirm(),
        link.reconnect().min(),
        link.reconnect().max());
  }

  private static Set<Hook> hooks(Config config) {
    return Arrays.stream(Hook.values())
        .filter(hook -> config.hooks().containsKey(hook.word()))
        .collect(Collectors.toSet());
  }

  private static GroupSettings group(Config config, List<ServerList> lists, String run) {
    Config.Link link = config.link();
    List<GroupSettings.Server> servers =
        config.servers().stream()
            .map(server -> new GroupSettings.Server(server.name(), server.listens()))
            .toList();
    return new GroupSettings(
        run,
        config.thisServer(),
        servers,
        String.join(", ", config.recordNames()),
        link.keepalive(),
        link.silence(),
        link.confirm(),
        link.reconnect().min(),
        link.reconnect().max(),
        config.failback().auto(),
        config.failback().delay(),
        config.claims().on(),
        config.provider().conditional(),
        config.claims().restore(),
        RenewalPace.most(config.provider().writesPerDay()),
        config.observing() ? Set.of() : hooks(config),
        config.observing(),
        config.serversVersion(),
        lists);
  }
}
