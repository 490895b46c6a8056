// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import org.jspecify.annotations.Nullable;

/** The block {@code operate}: where this server tells of its state. */
final class OperateBlock {
  private static final ServerAddress HERE =
      new ServerAddress("127.0.0.1", ServerAddress.Kind.IPV4, "127.0.0.1");

  private OperateBlock() {}

  /** Null where there is no block, or one that can't be used, which has been told. */
  static Config.@Nullable Operate read(@Nullable BlockReader block) {
    if (block == null) {
      return null;
    }
    Integer port = block.required("port", ValueType.PORT, "write a free one: \"port\": 4280, say");
    ServerAddress address = block.or("address", ValueType.SERVER, HERE);
    if (!isOfThisMachine(address)) {
      block.problem(
          "address",
          "is not one of this machine alone, and whoever can connect may read the state",
          "write \"127.0.0.1\" or \"::1\", and let a proxy with a password stand before it");
    }
    block.refuseUnknown();
    return port == null ? null : new Config.Operate(address.text(), port);
  }

  private static boolean isOfThisMachine(ServerAddress address) {
    return switch (address.kind()) {
      case IPV4 -> address.text().startsWith("127.");
      case IPV6 -> address.text().equals("::1");
      default -> false;
    };
  }
}
