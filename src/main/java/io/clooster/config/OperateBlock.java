// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code operate}: {@code false}, or a block that says where this server tells of its state, and
 * hears its operator. Without it, that is at the default address.
 */
final class OperateBlock {
  private static final String KEY = "operate";
  private static final String BLOCK = "{ \"port\": 4280 }";

  /** Assigned to nobody, and outside of what the kernel takes for outgoing connections. */
  private static final int PORT = 4280;

  /** What an HTTP header carries as it is, and nobody guesses. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");

  private static final ServerAddress HERE =
      new ServerAddress("127.0.0.1", ServerAddress.Kind.IPV4, "127.0.0.1");

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

  private OperateBlock() {}

  /**
   * Null where there is to be none.
   *
   * @param link where the link listens; null if it does not, or if that can't be used
   */
  static Config.@Nullable Operate read(BlockReader root, Config.Role.@Nullable Listening link) {
    FlagOrBlock operate = FlagOrBlock.read(root, KEY, BLOCK);
    BlockReader block = operate.block();
    if (block != null) {
      return stated(block, link);
    }
    return operate.on() ? byDefault(link) : null;
  }

  /** The port, for who does not care for what else is wrong; null where there is to be none. */
  static @Nullable Integer port(BlockReader root) {
    FlagOrBlock operate = FlagOrBlock.read(root, KEY, BLOCK);
    BlockReader block = operate.block();
    if (block != null) {
      return block.or("port", ValueType.PORT, PORT);
    }
    return operate.on() ? PORT : null;
  }

  /** None where the link has that port already: nobody has asked for this one. */
  private static Config.@Nullable Operate byDefault(Config.Role.@Nullable Listening link) {
    return link != null && link.port() == PORT && isAt(HERE, link.address())
        ? null
        : new Config.Operate(HERE.text(), PORT, null, false);
  }

  private static Config.Operate stated(BlockReader block, Config.Role.@Nullable Listening link) {
    int port = block.or("port", ValueType.PORT, PORT);
    ServerAddress address = block.or("address", ValueType.SERVER, HERE);
    if (!isOfThisMachine(address)) {
      block.problem(
          "address",
          "is not one of this machine alone, and whoever can connect may read the state",
          "write \"127.0.0.1\" or \"::1\", and let a proxy with a password stand before it");
    }
    if (link != null && port == link.port() && isAt(address, link.address())) {
      block.problem(
          "port",
          "is the port at which this server listens for the other ones",
          "write another one, a free one");
    }
    Secret token = token(block);
    block.refuseUnknown();
    return new Config.Operate(address.text(), port, token, true);
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
