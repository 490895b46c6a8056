// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/**
 * What an operator of any server of the group has said last: that nothing is moved for so long, or
 * that it may be again. Two are the same order when they have the same number, however long ago
 * each was heard.
 *
 * @param number counts the orders of the group, from 1: of two the higher one counts
 * @param left how long nothing is moved yet, {@link #LONGEST} at most; zero where it may be
 */
public record HoldOrder(long number, Duration left) {
  /** Nobody holds a group for longer. */
  public static final Duration LONGEST = Duration.ofHours(24);

  /** No order has a higher number. */
  public static final long LAST_NUMBER = 999_999_999;

  public HoldOrder {
    left = Durations.max(Duration.ZERO, Durations.min(left, LONGEST));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HoldOrder order && order.number == number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
