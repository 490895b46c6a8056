// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code link}: the periods. */
final class LinkBlock {
  private static final ValueType<Duration> POSITIVE = ValueType.duration(Duration.ofMillis(1));
  private static final ValueType<Duration> OR_ZERO = ValueType.duration(Duration.ZERO);
  private static final Config.Reconnect RECONNECT =
      new Config.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** The original's periods. */
  static final Config.Link DEFAULTS =
      new Config.Link(
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(120),
          Duration.ofSeconds(2),
          RECONNECT);

  private LinkBlock() {}

  static Config.Link read(BlockReader block) {
    Config.Link link =
        new Config.Link(
            block.or("keepalive", POSITIVE, DEFAULTS.keepalive()),
            block.or("watchdog", POSITIVE, DEFAULTS.watchdog()),
            block.or("timeout", POSITIVE, DEFAULTS.timeout()),
            block.or("confirm", OR_ZERO, DEFAULTS.confirm()),
            reconnect(block.block("reconnect")));
    if (link.timeout().compareTo(link.keepalive()) <= 0) {
      block.problem(
          block.has("timeout") ? "timeout" : "keepalive",
          "the timeout is not longer than the time between two keep-alives,"
              + " so a healthy peer would count as down",
          "make \"timeout\" at least twice \"keepalive\"");
    }
    block.refuseUnknown();
    return link;
  }

  private static Config.Reconnect reconnect(@Nullable BlockReader block) {
    if (block == null) {
      return RECONNECT;
    }
    Duration least = block.optional("min", POSITIVE);
    Duration most = block.optional("max", POSITIVE);
    block.refuseUnknown();
    // One bound given alone moves the other's default where that would contradict it.
    Duration min = least != null ? least : shorter(RECONNECT.min(), most);
    Duration max = most != null ? most : longer(RECONNECT.max(), least);
    if (min.compareTo(max) > 0) {
      block.problem("min", "is longer than max", "make \"min\" the shorter of the two");
    }
    return new Config.Reconnect(min, max);
  }

  private static Duration shorter(Duration a, @Nullable Duration b) {
    return b != null && b.compareTo(a) < 0 ? b : a;
  }

  private static Duration longer(Duration a, @Nullable Duration b) {
    return b != null && b.compareTo(a) > 0 ? b : a;
  }
}
