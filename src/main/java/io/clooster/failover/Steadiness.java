// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a server has been steadily there, and how long it has to be before the records go back
 * to it. Each time that it goes doubles that, from the second on; steady presence makes that
 * forgotten, one time after the other.
 */
final class Steadiness {
  /** No server has to wait longer than this. */
  static final Duration LONGEST = Duration.ofMinutes(30);

  /** So much steady presence makes one time forgotten. */
  static final Duration FORGETTING = Duration.ofMinutes(10);

  /** What doubles, where the configured delay is shorter. */
  static final Duration LEAST_PENALTY = Duration.ofSeconds(10);

  private static final int MOST_TIMES = 16;

  private final Duration delay;
  private @Nullable Moment since;
  private int times;

  Steadiness(Duration delay) {
    this.delay = delay;
  }

  /** It is there, and fit to hold the records; once said, this holds until it is over. */
  void there(Moment now) {
    if (since == null) {
      since = now;
    }
  }

  /** It is not there for the moment, which may mean nothing. */
  void interrupted(Moment now) {
    if (since != null) {
      forget(now.since(since));
      since = null;
    }
  }

  /** It failed. */
  void failed(Moment now) {
    interrupted(now);
    times = Math.min(times + 1, MOST_TIMES);
  }

  /** How often it failed lately. */
  int times() {
    return times;
  }

  /** How long it has to be there. */
  Duration needed() {
    if (times <= 1) {
      return delay;
    }
    Duration base = delay.compareTo(LEAST_PENALTY) < 0 ? LEAST_PENALTY : delay;
    Duration doubled = base.multipliedBy(1L << (times - 1));
    Duration longest = delay.compareTo(LONGEST) < 0 ? LONGEST : delay;
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  boolean steady(Moment now) {
    return since != null && now.since(since).compareTo(needed()) >= 0;
  }

  private void forget(Duration steady) {
    times = (int) Math.max(0, times - steady.dividedBy(FORGETTING));
  }
}
