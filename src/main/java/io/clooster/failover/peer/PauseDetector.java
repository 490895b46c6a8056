// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that this server itself stood still: events come several times a second, so a gap between
 * two of them means that we were stopped, swapped out or suspended, and that what we did not hear
 * meanwhile says nothing about the peer.
 */
public final class PauseDetector {
  /** Ten beats of the clock missed; a busy machine's hiccups are shorter. */
  static final Duration LONG_PAUSE = Duration.ofSeconds(2);

  /** Two beats missed: too short to distrust the link, too long to count as time we waited. */
  static final Duration SHORT_PAUSE = Duration.ofMillis(500);

  /** How long a handshake takes at most. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** When we looked last; null before the first event. */
  private @Nullable Moment last;

  /** How long we looked at nothing before {@code now}; zero at the first event of all. */
  public Duration gapBefore(Moment now) {
    Duration gap = last == null ? Duration.ZERO : now.since(last);
    last = now;
    return gap;
  }

  /** True after a pause in which peers may have given us up. */
  public static boolean isLong(Duration gap) {
    return gap.compareTo(LONG_PAUSE) > 0;
  }

  /** True after a pause that is to be taken off what we waited for. */
  public static boolean isShort(Duration gap) {
    return gap.compareTo(SHORT_PAUSE) > 0 && !isLong(gap);
  }

  /**
   * How long the loss of the link proves nothing after a pause of {@code gap}: {@code timeout} at
   * most, or until the peer has made an attempt. It may have given up on us meanwhile; its attempts
   * to come back are no further apart than the time it has been trying, nor than {@code
   * reconnectMax}.
   */
  public static Duration doubtAfter(Duration gap, Duration timeout, Duration reconnectMax) {
    Duration doubt = gap.plus(gap).plus(HANDSHAKE);
    return Durations.min(doubt, backWithin(timeout, reconnectMax));
  }

  /** How long a peer that lives may stay away: it may be between two of its attempts. */
  public static Duration backWithin(Duration timeout, Duration reconnectMax) {
    return Durations.max(timeout, reconnectMax.plus(HANDSHAKE));
  }
}
