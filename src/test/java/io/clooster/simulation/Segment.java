// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Report;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What travels over a connection, in order. */
sealed interface Segment {

  /**
   * Proves who sends it.
   *
   * @param rightKey false where its key is not the group's
   * @param rightLists false where its lists of servers or records are not the group's
   */
  record Hello(boolean rightKey, boolean rightLists) implements Segment {}

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
