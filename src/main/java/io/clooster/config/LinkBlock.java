// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code link}: the periods. */
final class LinkBlock {
  private static final ValueType<Duration> POSITIVE = ValueType.duration(Duration.ofMillis(1));
  private static final ValueType<Duration> OR_ZERO = ValueType.duration(Duration.ZERO);
  private static final ValueType<Duration> KEEPALIVE_2 =
      ValueType.duration(Duration.ofMillis(100), Duration.ofSeconds(60));

  private LinkBlock() {}

  /**
   * The periods.
   *
   * @param block null if there is none
   */
  static Config.Link read(@Nullable BlockReader block, int protocol) {
    Config.Link defaults = protocol == 1 ? original() : quick(Duration.ofSeconds(1));
    if (block == null) {
      return defaults;
    }
    Config.Link link = protocol == 1 ? periods(block, defaults) : fewerPeriods(block, defaults);
    block.refuseUnknown();
    return link;
  }

  /** The original's periods. */
  private static Config.Link original() {
    return new Config.Link(
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofSeconds(120),
        Duration.ofSeconds(2),
        new Config.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(30)));
  }

  /** Protocol 2's, which all follow from the one. */
  private static Config.Link quick(Duration keepalive) {
    return new Config.Link(
        keepalive,
        keepalive,
        keepalive.multipliedBy(3),
        Duration.ofSeconds(2),
        new Config.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(10)));
  }

  private static Config.Link periods(BlockReader block, Config.Link defaults) {
    Config.Link link =
        new Config.Link(
            block.or("keepalive", POSITIVE, defaults.keepalive()),
            block.or("watchdog", POSITIVE, defaults.watchdog()),
            block.or("timeout", POSITIVE, defaults.timeout()),
            block.or("confirm", OR_ZERO, defaults.confirm()),
            reconnect(block.block("reconnect"), defaults.reconnect()));
    if (link.timeout().compareTo(link.keepalive()) <= 0) {
      block.problem(
          block.has("timeout") ? "timeout" : "keepalive",
          "the timeout is not longer than the time between two keep-alives,"
              + " so a healthy peer would count as down",
          "make \"timeout\" at least twice \"keepalive\"");
    }
    return link;
  }

  private static Config.Link fewerPeriods(BlockReader block, Config.Link defaults) {
    Duration keepalive = block.or("keepalive", KEEPALIVE_2, defaults.keepalive());
    Duration confirm = block.or("confirm", OR_ZERO, defaults.confirm());
    Config.Reconnect reconnect = reconnect(block.block("reconnect"), defaults.reconnect());
    block.reject("watchdog", "is for protocol 1 only: protocol 2 always looks", "remove it");
    block.reject(
        "timeout",
        "is for protocol 1 only: under protocol 2 a silence of three keep-alives counts",
        "remove it, and set \"keepalive\" to a third of it");
    Config.Link link = quick(keepalive);
    return new Config.Link(link.keepalive(), link.watchdog(), link.timeout(), confirm, reconnect);
  }

  private static Config.Reconnect reconnect(
      @Nullable BlockReader block, Config.Reconnect defaults) {
    if (block == null) {
      return defaults;
    }
    Duration least = block.optional("min", POSITIVE);
    Duration most = block.optional("max", POSITIVE);
    block.refuseUnknown();
    // One bound given alone moves the other's default where that would contradict it.
    Duration min = least != null ? least : shorter(defaults.min(), most);
    Duration max = most != null ? most : longer(defaults.max(), least);
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
