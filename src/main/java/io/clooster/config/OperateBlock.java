// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The block {@code operate}: where this server tells of its state, and hears its operator. */
final class OperateBlock {
  /** What an HTTP header carries as it is, and nobody guesses. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");

  private static final ServerAddress HERE =
      new ServerAddress("127.0.0.1", ServerAddress.Kind.IPV4, "127.0.0.1");

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

  private OperateBlock() {}

  /**
   * Null where there is no block, or one that can't be used, which has been told.
   *
   * @param link where the link listens; null if it does not, or if that can't be used
   */
  static Config.@Nullable Operate read(
      @Nullable BlockReader block, Config.Role.@Nullable Listening link) {
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
    if (port != null && link != null && port == link.port() && isAt(address, link.address())) {
      block.problem(
          "port",
          "is the port at which this server listens for the other ones",
          "write another one, a free one");
    }
    Secret token = token(block);
    block.refuseUnknown();
    return port == null ? null : new Config.Operate(address.text(), port, token);
  }

  private static @Nullable Secret token(BlockReader block) {
    String token = block.optional("token", ValueType.TEXT);
    if (token == null) {
      return null;
    }
    if (!TOKEN.matcher(token).matches()) {
      block.problem(
          "token",
          "is not 16 to 512 visible ASCII characters",
          "make one with \"openssl rand -hex 32\", or remove it: the daemon makes one in its state"
              + " directory");
      return null;
    }
    return new Secret(token);
  }

  private static boolean isAt(ServerAddress address, String link) {
    return EVERYWHERE.contains(link)
        || link.equals(address.text())
        || (link.equals("localhost") && address.text().equals(HERE.text()));
  }

  private static boolean isOfThisMachine(ServerAddress address) {
    return switch (address.kind()) {
      case IPV4 -> address.text().startsWith("127.");
      case IPV6 -> address.text().equals("::1");
      default -> false;
    };
  }
}
