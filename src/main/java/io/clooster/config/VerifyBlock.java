// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code verify}: {@code false}, or a block that says whom to ask, and how long. */
final class VerifyBlock {
  private static final String KEY = "verify";
  private static final String BLOCK = "{ \"servers\": [ … ], \"within\": \"60s\" }";
  private static final int DNS_PORT = 53;
  private static final int MOST = 32;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private static final ValueType<InetSocketAddress> SERVER =
      new ValueType<>(
          "a name server in double quotes, with its port where that isn't 53",
          false,
          false,
          true,
          scalar -> server(scalar.text()));

  private static final ValueType<Duration> PERIOD =
      ValueType.duration(Duration.ofSeconds(1), Duration.ofMinutes(10));

  private VerifyBlock() {}

  static Config.Verify read(BlockReader root) {
    FlagOrBlock verify = FlagOrBlock.read(root, KEY, BLOCK);
    BlockReader block = verify.block();
    if (block == null) {
      return asking(verify.on());
    }
    List<InetSocketAddress> servers = servers(block.item("servers"));
    Duration within = block.or("within", PERIOD, WITHIN);
    block.refuseUnknown();
    return new Config.Verify(true, servers, within);
  }

  private static Config.Verify asking(boolean on) {
    return new Config.Verify(on, List.of(), WITHIN);
  }

  private static List<InetSocketAddress> servers(@Nullable ConfigValue list) {
    List<ConfigValue> items =
        list == null ? null : list.list("name at least one: \"192.0.2.53:53\", or remove the key");
    if (list == null || items == null) {
      return List.of();
    }
    if (items.size() > MOST) {
      list.problem("has " + items.size() + " servers", "keep " + MOST + " at most");
      return List.of();
    }
    List<InetSocketAddress> servers = new ArrayList<>();
    Map<String, ConfigValue> seen = new LinkedHashMap<>();
    for (ConfigValue item : items) {
      InetSocketAddress server = item.value(SERVER);
      if (server != null
          && item.requireUnique(
              seen, server.toString(), "is the same server as", "remove one of them")) {
        servers.add(server);
      }
    }
    return servers;
  }

  /** With or without a port; an IPv6 address with one stands in brackets. */
  private static InetSocketAddress server(String text) throws InvalidValue {
    boolean alone =
        text.indexOf(':') < 0 || (text.indexOf(':') != text.lastIndexOf(':') && !bracketed(text));
    if (alone) {
      return InetSocketAddress.createUnresolved(ServerAddress.parse(text).text(), DNS_PORT);
    }
    HostAndPort written = HostAndPort.parse(text);
    return InetSocketAddress.createUnresolved(written.host(), written.port());
  }

  private static boolean bracketed(String text) {
    return text.startsWith("[");
  }
}
