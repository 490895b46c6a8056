// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Status;
import io.clooster.failover.Timing;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The claim that stands beside the record, as looks, our own writes and other servers show it. */
final class ObservedLease {
  /** Above it a claim is not believed: there would be no room for those that follow it. */
  private static final long LAST_CREDIBLE = Claim.LAST_EPOCH / 2;

  /** So far above one that was believed, what follows it is believed, too. */
  private static final long ROOM = 1_000_000_000;

  private final boolean used;
  private final ClaimSightings sightings;
  private final ClaimVisibility visibility = new ClaimVisibility();

  /** The claim that we know to stand there; set by looks and accepted writes, null for none. */
  private @Nullable Claim current;

  /** Whether the last look showed no claim that can be, so that ours is to be made (again). */
  private boolean missing;

  /** The latest epoch that another server speaks of, or that was read. */
  private long heard;

  /** What {@link #heard} was when the look that is under way, or the last one, was asked. */
  private long heardBefore;

  /** The latest epoch of all, that of {@link #replacing} included: the next is above it. */
  private long highest;

  /** The latest epoch of a claim that we made in the place of one that was read. */
  private long replacing;

  /** Whether another server knew of a later epoch before we looked, which does not stand there. */
  private boolean outdone;

  /** Whether the last look showed a claim that nobody can believe. */
  private boolean beyondBelief;

  /** Of which claim the linked holder tells; 0 while it is not linked, or we are it. */
  private long told;

  /** What {@link #told} was when the look that is under way, or the last one, was asked. */
  private long toldBefore;

  /** {@code pace} is from one change that keeps the claim to the next, at the least. */
  ObservedLease(boolean used, Duration pace) {
    this.used = used;
    this.sightings = new ClaimSightings(pace);
  }

  @Nullable Claim current() {
    return current;
  }

  long epoch() {
    return current == null ? 0 : current.epoch();
  }

  boolean isMissing() {
    return missing;
  }

  String reference() {
    return sightings.referenceOf(epoch());
  }

  void observeEpoch(long epoch, String reference) {
    if (isCredible(epoch)) {
      observeEpoch(epoch);
      sightings.observeEpoch(epoch, reference);
    }
  }

  private void observeEpoch(long epoch) {
    heard = Math.max(heard, epoch);
    highest = Math.max(highest, epoch);
  }

  @Nullable ClaimReference asks() {
    heardBefore = heard;
    toldBefore = told;
    return used ? sightings.asks() : null;
  }

  RecordSnapshot completed(RecordSnapshot look, String us, Moment asked) {
    if (!used) {
      return look;
    }
    Claim claim = look.claim();
    long epoch = claim == null ? 0 : claim.epoch();
    boolean credible = claim != null && isCredible(epoch);
    beyondBelief = claim != null && !credible;
    long known = toldBefore > 0 ? toldBefore : Math.max(epoch(), heardBefore);
    boolean asTold = toldBefore > 0 || look.sight() != ClaimSight.GONE;
    if (credible && epoch >= known && asTold) {
      visibility.onRead(look.sight(), asked);
    } else if (toldBefore > 0) {
      visibility.missed(asked);
    }
    return sightings.completed(look, credible, isOf(us), asked);
  }

  void told(long epoch) {
    told = epoch;
  }

  ClaimVisibility.Level level() {
    return visibility.level(sightings.isLiedTo());
  }

  boolean isUnseen() {
    return level() == ClaimVisibility.Level.UNSEEN;
  }

  boolean mayBeHidden() {
    return isUnseen() || (isGone() && level() == ClaimVisibility.Level.UNLISTED);
  }

  long askedEpoch() {
    return sightings.askedEpoch();
  }

  /** True while no look shows what our last accepted write made. */
  boolean isPending() {
    return sightings.isPending();
  }

  ReplacedValue replaced() {
    return sightings.replaced();
  }

  /** True while another look or two are to tell how the claim is shown, or show what we wrote. */
  boolean isOpen() {
    return visibility.isOpen() || (sightings.isPending() && !sightings.isLiedTo());
  }

  /** True when a write tells whether our claim stands there, and no look does. */
  boolean isDoubtful(Moment now) {
    return sightings.isDoubtful(now);
  }

  /**
   * True when others know of a later epoch than that of the claim that stands there: it was made
   * anew after one was deleted, and they believe none that is older than what they know.
   */
  boolean isOutdone() {
    return outdone;
  }

  boolean mayBeReplaced(Moment now) {
    Moment gone = sightings.goneSince();
    return gone != null && !now.reached(gone.plus(Timing.RENEW_RETRY));
  }

  /** {@code oursBefore} is whether what we knew to stand there was made by us. */
  @Nullable Claim read(RecordSnapshot snapshot, boolean oursBefore) {
    Claim claim = snapshot.claim();
    long known = snapshot.sight() == ClaimSight.GONE ? sightings.askedEpoch() : 0;
    if (claim == null || !isCredible(claim.epoch()) || claim.epoch() < Math.max(epoch(), known)) {
      missing = used && (beyondBelief || !(isUnseen() && oursBefore));
      return null;
    }
    missing = false;
    current = claim;
    outdone = claim.epoch() < heardBefore;
    observeEpoch(claim.epoch());
    return claim;
  }

  private boolean isCredible(long epoch) {
    return epoch <= Math.max(LAST_CREDIBLE, epoch() + ROOM);
  }

  boolean isOf(String server) {
    if (!used) {
      return true;
    }
    return !missing && current != null && current.holder().equals(server);
  }

  boolean isBehind() {
    return heard > epoch();
  }

  void forgetClaim() {
    current = null;
    sightings.forget();
  }

  boolean contradicts(long epoch, @Nullable String holder) {
    return epoch < epoch()
        || (epoch == epoch() && current != null && !current.holder().equals(holder));
  }

  /**
   * The epoch of the next claim. Nothing keeps a late one from landing that was made where none was
   * read: each try is of the same epoch, that no next one has, nor one that was made since we
   * looked.
   */
  long nextEpoch() {
    if (current == null || missing) {
      return 1 + Math.max(replacing, Math.max(epoch(), heardBefore));
    }
    highest++;
    replacing = highest;
    return highest;
  }

  /** What a write of ours made stands there. */
  void written(Claim claim) {
    current = claim;
    highest = Math.max(highest, claim.epoch());
    missing = false;
    outdone &= claim.epoch() < heard;
  }

  /** The answer to that write, which was asked for at {@code asked}, shows {@code after}. */
  void accepted(RecordSnapshot before, @Nullable RecordSnapshot after, Moment asked) {
    if (after != null) {
      sightings.accepted(before, after, asked);
    }
  }

  /** A write by {@code basis} was refused. */
  void refused(RecordSnapshot basis) {
    sightings.refused(basis);
  }

  boolean isGone() {
    return sightings.goneSince() != null;
  }

  Status.Claim status() {
    String shown = level().name().toLowerCase(Locale.ROOT);
    boolean pinned = current != null && current.pinned();
    String holder = current == null ? null : current.holder();
    HoldOrder hold = current == null || missing ? null : current.hold();
    return new Status.Claim(
        shown, epoch(), holder, missing, pinned, hold == null ? 0 : hold.number());
  }
}
