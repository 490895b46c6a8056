// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/**
 * Notices that this server itself stood still: events come several times a second, so a gap between
 * two of them means that we were stopped, swapped out or suspended, and that what we did not hear
 * meanwhile says nothing about the peer.
 */
final class Standstill {
  /** Ten beats of the clock missed; a busy machine's hiccups are shorter. */
  static final Duration TOLERATED = Duration.ofSeconds(2);

  private Moment last;

  Standstill(Moment start) {
    this.last = start;
  }

  /** The length of the standstill that ends at {@code now}, zero when there was none. */
  Duration endingAt(Moment now) {
    Duration gap = now.since(last);
    last = now;
    return gap.compareTo(TOLERATED) > 0 ? gap : Duration.ZERO;
  }
}
