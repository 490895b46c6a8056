// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Report;
import io.clooster.failover.ServerList;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What travels over a connection, in order. */
sealed interface Segment {

  /**
   * Proves who sends it.
   *
   * @param rightKey false where its key is not the group's
   * @param rightLists false where its lists of servers or records are not the group's
   * @param list its list of servers; null in a group whose list is never changed
   */
  record Hello(boolean rightKey, boolean rightLists, @Nullable ServerList list) implements Segment {
    /** True where its list has this server. */
    boolean has(Machine server) {
      return list == null || list.has(server.name());
    }

    /** True where it has a newer list. */
    boolean isNewer(Hello other) {
      return list != null && other.list != null && list.version() > other.list.version();
    }

    /** What the other one is to be told of the list: null where it is that one's own. */
    @Nullable ServerList differing(Hello from) {
      return list == null || list.equals(from.list) ? null : list;
    }
  }

  /** A keep-alive of protocol 1. */
  record Name() implements Segment {}

  record KeepAlive(Report report) implements Segment {}

  record Leave(String reason, Duration backWithin) implements Segment {}

  /** An operator's order that is passed on. */
  record Order(String order, String target) implements Segment {}

  /** What becomes of it; null where it is carried out. */
  record Answer(String order, @Nullable OrderRefusal refusal) implements Segment {}

  /** The end of what this side sends. */
  record Fin() implements Segment {}
}
