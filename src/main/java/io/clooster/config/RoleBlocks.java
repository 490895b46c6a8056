// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import org.jspecify.annotations.Nullable;

/**
 * The blocks {@code server} and {@code client}, of which a pair's configuration has one, and {@code
 * listen}, which a group's has.
 */
final class RoleBlocks {
  private static final ServerAddress EVERYWHERE =
      new ServerAddress("0.0.0.0", ServerAddress.Kind.IPV4, "0.0.0.0");
  private static final int BACKLOG = 2;

  private RoleBlocks() {}

  /** The role in a pair, or null and a problem. */
  static Config.@Nullable Role read(BlockReader root) {
    boolean listens = root.has("server");
    boolean connects = root.has("client");
    if (!listens && !connects) {
      root.problem(
          "neither server nor client is there, so there would be no link",
          "write \"server\": { \"port\": 2000 } on the one side and"
              + " \"client\": { \"address\": \"srv1.example.com\", \"port\": 2000 } on the other");
    } else if (listens && connects) {
      root.problem(
          "client",
          "server is there too (line " + root.line("server") + ")",
          "keep \"server\" on the side that listens, \"client\" on the side that connects");
    }
    BlockReader server = root.block("server");
    BlockReader client = root.block("client");
    Config.Role listening =
        server == null
            ? null
            : listening(server, "write \"port\": 2000 (the client's is the same)");
    Config.Role connecting = client == null ? null : connecting(client);
    return listening == null ? connecting : listening;
  }

  /** Where a group's server listens, or null and a problem. */
  static Config.Role.@Nullable Listening listen(BlockReader root) {
    if (!root.has("listen")) {
      // Where "server" stands in its place, that has been told.
      if (!root.has("server")) {
        root.problem(
            "listen", "is missing", "write \"listen\": { \"port\": 2000 }: every server listens");
      }
      return null;
    }
    BlockReader block = root.block("listen");
    return block == null ? null : listening(block, "write \"port\": 2000 (the same everywhere)");
  }

  private static Config.Role.@Nullable Listening listening(BlockReader block, String portRemedy) {
    Integer port = block.required("port", ValueType.PORT, portRemedy);
    String address = block.or("address", ValueType.SERVER, EVERYWHERE).text();
    int backlog = block.or("backlog", ValueType.BACKLOG, BACKLOG);
    block.refuseUnknown();
    return port == null ? null : new Config.Role.Listening(address, port, backlog);
  }

  private static Config.@Nullable Role connecting(BlockReader block) {
    ServerAddress address =
        block.required(
            "address",
            ValueType.SERVER,
            "write where the other server listens: \"address\": \"…\"");
    Integer port =
        block.required("port", ValueType.PORT, "write the port of the other side's \"server\"");
    block.refuseUnknown();
    return address == null || port == null
        ? null
        : new Config.Role.Connecting(address.text(), port);
  }
}
