// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of {@code servers}: a name, or a block with the name and how to find it.
 *
 * @param at where it stands
 * @param address where the others connect; null means its name
 * @param port its port; null means the same as everybody's
 * @param addresses what records hold for it, by type
 */
record ServerEntry(
    ConfigValue at,
    ServerAddress name,
    @Nullable ServerAddress address,
    @Nullable Integer port,
    Map<String, String> addresses) {

  /** The entry, or null and a problem. */
  static @Nullable ServerEntry read(ConfigValue item) {
    if (!item.isBlock()) {
      ServerAddress name = item.value(ValueType.SERVER_ENTRY);
      return name == null
          ? null
          : new ServerEntry(item, name, null, null, Topology.addresses(name));
    }
    BlockReader block = item.block("");
    if (block == null) {
      return null;
    }
    ServerAddress name =
        block.required(
            "name",
            ValueType.SERVER,
            "write the server's host name: \"name\": \"srv1.example.com\"");
    ServerAddress address = block.optional("address", ValueType.SERVER);
    Integer port = block.optional("port", ValueType.PORT);
    ServerAddress ipv4 = block.optional("A", ValueType.IPV4);
    ServerAddress ipv6 = block.optional("AAAA", ValueType.IPV6);
    block.refuseUnknown();
    if (name == null) {
      return null;
    }
    Map<String, String> addresses = new LinkedHashMap<>(Topology.addresses(name));
    keep(addresses, ipv4);
    keep(addresses, ipv6);
    return new ServerEntry(item, name, address, port, addresses);
  }

  /** The server, where those who name no port listen on this one. */
  Config.Server server(int commonPort) {
    return new Config.Server(
        name.canonical(),
        address == null ? name.canonical() : address.text(),
        port == null ? commonPort : port,
        addresses);
  }

  private static void keep(Map<String, String> addresses, @Nullable ServerAddress address) {
    if (address != null) {
      addresses.put(address.kind().recordType, address.canonical());
    }
  }
}
