// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.HelloOrigin;
import io.clooster.failover.Moment;
import io.clooster.failover.Values;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Why there is no link with a peer. Each new reason is logged once, not at every attempt of theirs
 * and of ours in turn; and no more than some in a minute, as a stranger can make up any number.
 */
public final class Obstacles {
  /** So many lines are enough to see what is wrong. */
  public static final int A_MINUTE = 4;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String peer;
  private final Map<HelloOrigin, String> reasons = new EnumMap<>(HelloOrigin.class);

  /** When the minute began in which lines are counted. */
  private Moment minute;

  /** How many lines there were in it. */
  private int lines;

  /** How many were left out since the last line. */
  private long leftOut;

  public Obstacles(String peer, Moment start) {
    this.peer = peer;
    this.minute = start;
  }

  /** A connection failed, for that reason. */
  public void met(HelloOrigin origin, String reason, DecisionStep step) {
    if (reason.equals(reasons.put(origin, reason))) {
      return;
    }
    if (step.now().reached(minute.plus(MINUTE))) {
      minute = step.now();
      lines = 0;
    }
    if (lines == A_MINUTE) {
      leftOut++;
      return;
    }
    step.warn(
        "peer-unreachable",
        Values.of("peer", peer)
            .and("reason", reason)
            .and("left_out", leftOut == 0 ? null : leftOut));
    lines++;
    leftOut = 0;
  }

  /** There is a link. */
  public void resolved() {
    reasons.clear();
  }

  /** The last reason, of our own attempts where we made any; empty when there is none. */
  public String last() {
    for (HelloOrigin origin : HelloOrigin.values()) {
      String reason = reasons.get(origin);
      if (reason != null) {
        return reason;
      }
    }
    return "";
  }
}
