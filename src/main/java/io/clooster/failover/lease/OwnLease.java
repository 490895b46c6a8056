// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.Durations;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Moment;
import io.clooster.failover.RenewalPace;
import io.clooster.failover.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims that we make ourselves: what we wrote last, what it promises, when the next is due.
 */
final class OwnLease {
  /** After so long nobody waits for a claim to be seen that was made in vain. */
  private static final Duration LONG_IN_VAIN = Duration.ofMinutes(5);

  private final String thisServer;

  /** A link that breaks and is back within that is no reason to renew anything. */
  private final Duration lossDebounce;

  /** No claim of ours promises more than that while we miss a server. */
  private final Duration renewMost;

  /**
   * What we wanted to write, and when, the latest last: without what certainly does not stand
   * there, or would have landed by now.
   */
  private final List<Made> made = new ArrayList<>();

  /** Whether we act as the holder. */
  private boolean holds;

  /** Since when we miss each server that nobody sees. */
  private List<Moment> losses = List.of();

  /** When we asked for the last claim of ours that stands there; null for none yet. */
  private @Nullable Moment writtenAt;

  /** When we last made a claim where there was none; null for never. */
  private @Nullable Moment madeAgainAt;

  /** Whether that had to be done once more soon after. */
  private boolean inVain;

  /** How long the next look waits after that; doubles each time. */
  private Duration vain = Timing.RENEW_MIN;

  /** Within what the last claim of ours promises to be renewed. */
  private Duration promised = Timing.RENEW_MIN;

  private record Made(Claim claim, Moment at) {
    boolean isOf(@Nullable Claim other) {
      return other != null
          && claim.epoch() == other.epoch()
          && claim.holder().equals(other.holder());
    }
  }

  OwnLease(String thisServer, Duration lossDebounce, Duration renewMost) {
    this.thisServer = thisServer;
    this.lossDebounce = lossDebounce;
    this.renewMost = renewMost;
  }

  void watch(boolean weHold, List<Moment> missedSince) {
    holds = weHold;
    losses = missedSince;
  }

  boolean holds() {
    return holds;
  }

  /** True when we miss a server that nobody sees. */
  boolean misses() {
    return !losses.isEmpty();
  }

  /** True when the holder that misses a server has to show again that it lives. */
  boolean isRenewalDue(Moment now) {
    Moment news = firstNews();
    if (news != null) {
      return now.reached(news.plus(lossDebounce));
    }
    return writtenAt != null && now.reached(writtenAt.plus(RenewalPace.after(promised)));
  }

  /** The first loss that no claim of ours has answered; null for none. */
  private @Nullable Moment firstNews() {
    Moment written = writtenAt;
    Moment first = null;
    for (Moment loss : losses) {
      boolean answered = written != null && written.reached(loss);
      if (!answered && (first == null || first.reached(loss))) {
        first = loss;
      }
    }
    return first;
  }

  /** The claim of this epoch that is about to be written. */
  Claim make(
      long epoch,
      String holder,
      boolean pinned,
      @Nullable HoldOrder hold,
      long serversVersion,
      Moment now) {
    Claim claim =
        new Claim(
            epoch, holder, promise(holder), Timing.ANSWER_OR_RETRY, pinned, hold, serversVersion);
    made.removeIf(earlier -> now.reached(earlier.at().plus(Timing.LAND_WITHIN)));
    made.add(new Made(claim, now));
    return claim;
  }

  private Duration promise(String holder) {
    if (losses.isEmpty() || !holder.equals(thisServer)) {
      return Timing.RENEW_MAX;
    }
    return firstNews() != null ? Timing.RENEW_MIN : Durations.doubled(promised, renewMost);
  }

  /**
   * What we wrote at {@code asked} stands there.
   *
   * @param again whether there was none before
   */
  void written(Claim claim, Moment asked, boolean again) {
    boolean soon = madeAgainAt != null && !asked.reached(madeAgainAt.plus(LONG_IN_VAIN));
    vain = inVain ? Durations.doubled(vain, LONG_IN_VAIN) : Timing.RENEW_MIN;
    inVain = again && soon;
    madeAgainAt = again ? asked : madeAgainAt;
    if (claim.holder().equals(thisServer)) {
      writtenAt = asked;
      promised = claim.renew();
    }
  }

  /** True when the last claim of ours that stands there was asked for less than that ago. */
  boolean hasWrittenWithin(Duration time, Moment now) {
    return writtenAt != null && !now.reached(writtenAt.plus(time));
  }

  /** A look shows the claim that we made: it was not made in vain. */
  void seen() {
    madeAgainAt = null;
    inVain = false;
  }

  Duration pauseInVain() {
    return inVain ? vain : Duration.ZERO;
  }

  /** This that we wanted to write does not stand there; null for none. */
  void refused(@Nullable Claim claim) {
    for (int i = made.size() - 1; i >= 0; i--) {
      if (made.get(i).isOf(claim)) {
        made.remove(i); // Another try of the same claim may be under way.
        return;
      }
    }
  }

  /** When we made this claim; null when it is not ours. */
  @Nullable Moment madeAt(@Nullable Claim claim) {
    Moment at = null;
    for (Made one : made) {
      at = one.isOf(claim) ? one.at() : at;
    }
    return at;
  }
}
