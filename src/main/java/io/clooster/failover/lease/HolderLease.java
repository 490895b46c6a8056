// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import io.clooster.failover.RenewalPace;
import io.clooster.failover.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the claim says of a holder that we do not see: a claim that it renewed since shows that it
 * lives, and only the path to it is cut; one that it does not renew any more, that it is dead.
 */
final class HolderLease {
  /** A renewal may take so long where its holder waits for an answer that does not come. */
  static final Duration GRACE_MAX = Timing.RENEW_RETRY.plusSeconds(10);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final Duration window;
  private final Duration unnoticed;
  private final Duration renewMost;

  /** The last epoch that is known to be from before the holder was out of sight; 0 for none. */
  private long base;

  /** The epoch that becomes the base when others see the holder for long enough. */
  private long last;

  /** The last epoch that was found to be gone; 0 for none. */
  private long gone;

  /**
   * When {@link #last} becomes the base, as long as another server sees the holder; null for never.
   */
  private @Nullable Moment lastIsBaseAt;

  /** Whether it has renewed its claim since it is out of sight. */
  private boolean lives;

  /** It is dead when it has not renewed its claim by then; null while that is not what tells. */
  private @Nullable Moment until;

  /** Whether it has not. */
  private boolean expired;

  /** Since when looks fail; null while they succeed. Read by the look that ends it. */
  private @Nullable Moment blindSince;

  /** How soon the holder tries again what is not answered; zero when it does not say so. */
  private Duration retry = Duration.ZERO;

  /**
   * @param confirm how long a suspicion must last
   * @param unnoticed for so long one end of a lost link may not know what the other one does
   * @param renewMost the most that a claim promises which nobody can see
   */
  HolderLease(Duration confirm, Duration unnoticed, Duration renewMost) {
    this.window = Durations.max(confirm, Timing.WINDOW_MIN);
    this.unnoticed = unnoticed;
    this.renewMost = renewMost;
  }

  /** Another server is the holder: nothing is known of its claim. */
  void forget() {
    base = 0;
    gone = 0;
    retry = Duration.ZERO;
    observeEpoch(0);
  }

  /** The holder is there, and this epoch is the last that we know of it. */
  void observeEpoch(long epoch) {
    base = Math.max(base, epoch);
    lastIsBaseAt = null;
    there();
  }

  private void there() {
    lives = false;
    until = null;
    expired = false;
    blindSince = null;
  }

  /**
   * The claim was read while another server, not we, saw the holder. It may answer a loss that the
   * other server has yet to notice: so it counts once that one has seen the holder for long after.
   */
  void vouchedFor(long epoch, Moment asked) {
    if (lastIsBaseAt == null || epoch > last) {
      last = epoch;
      lastIsBaseAt = asked.plus(unnoticed);
    }
    there();
  }

  /** Another server sees the holder, or nobody does. */
  void othersSeeIt(boolean seen, Moment now) {
    if (lastIsBaseAt == null) {
      return;
    } else if (!seen) {
      lastIsBaseAt = null;
    } else if (now.reached(lastIsBaseAt)) {
      base = Math.max(base, last);
      lastIsBaseAt = null;
    }
  }

  /** The claim was read while the holder is out of sight; {@code ours} when we made it for it. */
  void read(Claim claim, boolean ours, Moment asked) {
    retry = claim.retry();
    if (claim.epoch() > base) {
      boolean renewed = base > 0 && !ours;
      boolean unknown = base == 0;
      base = claim.epoch();
      if (renewed || unknown) {
        lives |= renewed;
        until = asked.plus(promised(claim)).plus(window);
        expired = false;
      }
      blindSince = null;
    } else {
      unchanged(asked);
    }
  }

  /** Nothing but a claim that is not renewed can show that the holder died: we do not miss it. */
  void watch(Claim claim, Moment asked) {
    if (until == null) {
      until = asked.plus(promised(claim)).plus(window);
    }
  }

  /**
   * What stands there is what its holder keeps to, whatever we would promise ourselves. But no
   * server promises more than the longest: who wrote that was none, or is out of its mind.
   */
  private static Duration promised(Claim claim) {
    return Durations.min(claim.renew(), RenewalPace.LONGEST);
  }

  /** There is no claim to be read: nobody renews it. */
  void missing(Moment asked) {
    unchanged(asked);
  }

  /** There is no claim, and others know of one: its holder has time to make it again. */
  void awaits(Moment asked) {
    if (until == null) {
      until = asked.plus(Timing.RENEW_MAX).plus(window);
    } else {
      missing(asked);
    }
  }

  /**
   * The claim of this epoch, the last that we know of, is not there any more, and no later one is
   * listed. If the holder has renewed it, it lived then, and may have promised the most.
   */
  void observeMissing(long epoch, Moment asked) {
    if (epoch <= gone) {
      unchanged(asked);
      return;
    }
    gone = epoch;
    Moment next = asked.plus(renewMost).plus(window);
    until = until == null ? next : next.orLater(until);
    expired = false;
    blindSince = null;
  }

  /** No renewal is to be seen; after looks that failed the holder has time for one first. */
  private void unchanged(Moment asked) {
    if (blindSince != null) {
      Moment next = asked.plus(grace(asked.since(blindSince))).plus(window);
      until = until == null ? next : next.orLater(until);
      expired = false;
      blindSince = null;
    } else if (until != null && asked.reached(until)) {
      expired = true;
      lives = false;
    }
  }

  /** A look failed. What keeps us from the claim may keep the holder from it, too. */
  void blind(Moment now) {
    if (blindSince == null) {
      blindSince = now;
    }
  }

  /**
   * A holder's attempts are no further apart than the trouble has lasted, nor than it promises: one
   * that hangs, and the next one.
   */
  private Duration grace(Duration trouble) {
    Duration promised = retry.isZero() ? GRACE_MAX : retry.multipliedBy(2);
    return Durations.min(trouble.plus(FIRST_RETRY), Durations.min(promised, GRACE_MAX));
  }

  /** True when the holder was seen to live since it is out of sight. */
  boolean lives() {
    return lives;
  }

  /** True when its death has to show by a claim that is not renewed. */
  boolean watches() {
    return until != null;
  }

  /** When the claim is to be looked at after this look; null when it need not be. */
  @Nullable Moment nextReadAfter(Moment asked) {
    if (expired || until == null) {
      return null;
    }
    Moment soon = asked.plus(Timing.READ_WATCHING);
    return soon.reached(until) ? until : soon;
  }

  /** True when it has not renewed its claim in time. */
  boolean isExpired() {
    return expired;
  }
}
