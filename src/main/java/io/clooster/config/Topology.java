// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who the servers are, and how this one is reached; what both shapes of the file come down to.
 *
 * @param thisServer our name, one of the servers'
 * @param servers all, in order of preference
 * @param listen where we listen; null if we only connect
 * @param type of a record that points at one of them
 * @param preferredValue what it holds while all are up
 */
record Topology(
    String thisServer,
    List<Config.Server> servers,
    Config.Role.@Nullable Listening listen,
    String type,
    String preferredValue) {

  /** Of servers that may all be the record's holder. */
  static Topology of(
      String thisServer, List<Config.Server> servers, Config.Role.@Nullable Listening listen) {
    Config.Server preferred = servers.get(0);
    String type =
        List.of("A", "AAAA").stream()
            .filter(preferred.addresses()::containsKey)
            .findFirst()
            .orElse("CNAME");
    String value = preferred.addresses().getOrDefault(type, preferred.name());
    return new Topology(thisServer, servers, listen, type, value);
  }

  /** What records hold for a server that the file names so, by type. */
  static Map<String, String> addresses(ServerAddress name) {
    return name.kind() == ServerAddress.Kind.NAME
        ? Map.of()
        : Map.of(name.kind().recordType, name.canonical());
  }
}
