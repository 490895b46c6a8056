// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/**
 * How often a holder renews its claim while a server is missed: quickly at first, as that fences a
 * fresh cut, and then each time half as often, up to a limit. A provider that bears only so many
 * changes a day has a limit that keeps a cut of a whole day within that.
 */
public final class RenewalPace {
  /** The longest promise of all; a claim that promises more is waited for no longer than that. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** With fewer changes a day not even the longest promise would do. */
  public static final int LEAST_WRITES = 50;

  /** A renewal that fails has so long for another try, however long its claim promises. */
  private static final Duration SPARE = Duration.ofMinutes(1);

  private static final Duration DAY = Duration.ofDays(1);

  private RenewalPace() {}

  /** How long after a claim was made that promises {@code promised} the next one is made. */
  public static Duration after(Duration promised) {
    Duration quarter = Duration.ofMillis(promised.toMillis() / 4);
    return promised.minus(Durations.min(quarter, SPARE));
  }

  /**
   * The most that a claim may promise, so that a day's cut takes no more than two thirds of what
   * the provider bears: the rest is for moves, for further cuts, and for whoever else changes the
   * zone.
   *
   * @param writesPerDay so many changes of the zone the provider bears in a day, {@link
   *     #LEAST_WRITES} at least; 0 where it does not say
   */
  public static Duration most(int writesPerDay) {
    Duration most = Timing.RENEW_MAX;
    while (writesPerDay > 0
        && most.compareTo(LONGEST) < 0
        && renewalsOfADay(most) > writesPerDay * 2L / 3) {
      most = most.plusSeconds(1);
    }
    return most;
  }

  /** So many claims are made in a cut that lasts a day, where none promises more than that. */
  public static long renewalsOfADay(Duration most) {
    Duration promised = Timing.RENEW_MIN;
    Duration passed = Duration.ZERO;
    long renewals = 1;
    while (promised.compareTo(most) < 0) {
      passed = passed.plus(after(promised));
      promised = Durations.doubled(promised, most);
      renewals++;
    }
    return renewals + DAY.minus(passed).dividedBy(after(most));
  }
}
