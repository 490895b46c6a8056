// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a server has been steadily there, and how long it has to be before the records go back
 * to it. Each time that it goes doubles that, from the second on; steady presence makes that
 * forgotten, one time after the other.
 */
public final class FlapDamping {
  /** No server has to wait longer than this. */
  static final Duration LONGEST = Duration.ofMinutes(30);

  /** So much steady presence makes one time forgotten. */
  static final Duration FORGETTING = Duration.ofMinutes(10);

  /** What doubles, where the configured delay is shorter. */
  static final Duration LEAST_PENALTY = Duration.ofSeconds(10);

  private static final int MOST_TIMES = 16;

  private final Duration delay;

  /** Since when it is steadily there; null while it is not. */
  private @Nullable Moment since;

  /** How often it failed lately: up with each failure, down with time that it is there. */
  private int times;

  public FlapDamping(Duration delay) {
    this.delay = delay;
  }

  /** It is there, and fit to hold the records; once said, this holds until it is over. */
  public void there(Moment now) {
    if (since == null) {
      since = now;
    }
  }

  /** It is not there for the moment, which may mean nothing. */
  public void interrupted(Moment now) {
    if (since != null) {
      forget(now.since(since));
      since = null;
    }
  }

  /** It failed. */
  public void failed(Moment now) {
    interrupted(now);
    times = Math.min(times + 1, MOST_TIMES);
  }

  /** How often it failed lately. */
  public int times() {
    return times;
  }

  /** How long it has to be there. */
  public Duration needed() {
    if (times <= 1) {
      return delay;
    }
    Duration base = Durations.max(delay, LEAST_PENALTY);
    Duration doubled = base.multipliedBy(1L << (times - 1));
    return Durations.min(doubled, Durations.max(delay, LONGEST));
  }

  public boolean steady(Moment now) {
    return since != null && now.reached(since.plus(needed()));
  }

  private void forget(Duration steady) {
    times = (int) Math.max(0, times - steady.dividedBy(FORGETTING));
  }
}
