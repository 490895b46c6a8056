// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call is waited for while a server is out of sight. One that hangs may have met an
 * outage that is over by now: so the next one is made beside it, and whichever is answered counts.
 */
final class Hurry {
  /** The others look as often while the provider does not answer. */
  static final Duration OTHERS = Duration.ofMillis(2500);

  /** How often it is said that a call failed for the same reason as the one before. */
  private static final Duration REMINDER = Duration.ofMinutes(1);

  /** Whether what the provider shows is waited for. */
  private boolean on;

  /** Whether we have to renew our claim. */
  private boolean holder;

  /** How long the last look took to be answered. */
  private Duration answered = Duration.ZERO;

  /** Why a call failed, as it was said last. */
  private Reason reason = Reason.NONE;

  /** When that was said; null for never. */
  private @Nullable Moment saidAt;

  /**
   * A server is out of sight, or not any more.
   *
   * @param on whether what the provider shows is waited for
   * @param holder whether we have to renew our claim
   * @return whether that is news
   */
  boolean set(boolean on, boolean holder) {
    boolean news = on && !this.on;
    this.on = on;
    this.holder = holder;
    return news;
  }

  boolean isOn() {
    return on;
  }

  /** A look was answered after so long. */
  void answered(Duration after) {
    answered = after;
  }

  /** A pause is no longer than that. */
  Duration atMost(Duration pause) {
    return on ? Durations.min(pause, OTHERS) : pause;
  }

  /**
   * A call is waited for so long before the next one is made. Where answers take their time, the
   * next one would come no sooner: but for a holder, which has promised.
   */
  Duration patience() {
    return holder
        ? Timing.ANSWER_OR_RETRY
        : Durations.max(OTHERS, Durations.doubled(answered, Timing.SHELL_DEADLINE));
  }

  /** True unless the log has just said so, and will say so again every other second. */
  boolean isWorthALine(Reason why, Moment now) {
    boolean said = saidAt != null && why.equals(reason) && !now.reached(saidAt.plus(REMINDER));
    if (!on || !said) {
      reason = why;
      saidAt = now;
      return true;
    }
    return false;
  }
}
