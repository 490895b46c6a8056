// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The claim as the provider shows it. Its lists may lag behind what it has accepted, or leave the
 * claim out: so a claim that we know of is also asked for by its {@link ClaimReference}, and what
 * the answer to a write of ours showed counts until a look shows it, or a later one.
 */
final class ClaimSightings {
  private static final Duration LAG = ClaimVisibility.LAG;
  private static final int LOOKS = ClaimVisibility.LOOKS;

  /** How often a change tells what no look shows, once that is known to be so. */
  private final Duration doubt;

  /** What showed the claim that we know of last: a look, or the answer to a write. */
  private @Nullable RecordSnapshot shown;

  /** When we asked for that write, as long as its answer alone shows it. */
  private @Nullable Moment acceptedAt;

  /** When the first write was accepted since which no look showed what we wrote. */
  private @Nullable Moment unseenSince;

  /** So many looks missed the last one, and all since then. */
  private int missed;

  /** The same, of all writes since a look showed one. */
  private int missedInAll;

  /** True when a further write showed that what looks missed stood there. */
  private boolean proven;

  /** Whether the provider accepts our claims and no look shows them. */
  private boolean lies;

  /**
   * Whether a write of ours was refused, that depended on a claim, and no look has shown one since.
   */
  private boolean refused;

  private final ReplacedValue replaced = new ReplacedValue();

  /** The latest claim that another server names; null for none. */
  private @Nullable ClaimReference heard;

  /** The claim that the last look asked for; null for none. */
  private @Nullable ClaimReference asked;

  /** Since when what the reference named is gone, and nothing else to be seen. */
  private @Nullable Moment goneSince;

  /** {@code pace} is from one change that keeps the claim to the next, at the least. */
  ClaimSightings(Duration pace) {
    this.doubt = Durations.max(ReplacedValue.LAG_MAX, pace);
  }

  /** Another server speaks of the claim of this epoch, and names it; empty where it can't. */
  void observeEpoch(long epoch, String id) {
    if (!id.isEmpty() && (heard == null || epoch >= heard.epoch())) {
      heard = new ClaimReference(epoch, id);
    }
  }

  /** A look begins: what it is to ask for besides what is listed; null for nothing. */
  @Nullable ClaimReference asks() {
    ClaimReference own = own();
    asked = heard != null && (own == null || heard.epoch() > own.epoch()) ? heard : own;
    return asked;
  }

  private @Nullable ClaimReference own() {
    RecordSnapshot snapshot = shown;
    return snapshot == null || snapshot.claim() == null || snapshot.reference().isEmpty()
        ? null
        : new ClaimReference(snapshot.claim().epoch(), snapshot.reference());
  }

  /** The provider's name for the claim of this epoch; empty where we know none. */
  String referenceOf(long epoch) {
    RecordSnapshot known = shown;
    Claim claim = known == null ? null : known.claim();
    return known != null && claim != null && claim.epoch() == epoch ? known.reference() : "";
  }

  /** The provider accepted our write of {@code asked}, and its answer shows what stands there. */
  void accepted(RecordSnapshot before, RecordSnapshot after, Moment asked) {
    proven |= acceptedAt != null && missed > 0;
    shown = after;
    unseenSince = acceptedAt == null || unseenSince == null ? asked : unseenSince;
    acceptedAt = asked;
    missed = 0;
    refused = false;
    goneSince = null;
    replaced.accepted(before.value(), after.value(), asked);
  }

  /** Our write was refused: the claim that it depended on may not stand there any more. */
  void refused(RecordSnapshot basis) {
    acceptedAt = null;
    refused |= basis.claim() != null;
  }

  /**
   * What a look shows, together with what we know besides.
   *
   * @param credible whether the claim that it shows can be true
   * @param ours whether the claim that we know of is ours, so that we write again to see
   */
  RecordSnapshot completed(RecordSnapshot look, boolean credible, boolean ours, Moment at) {
    if (credible && shows(look)) {
      if (isLater(look)) {
        replaced.overtaken(look.value(), at);
      }
      String value = value(look, at);
      acceptedAt = null;
      unseenSince = null;
      missedInAll = 0;
      proven = false;
      lies = false;
      refused = false;
      goneSince = null;
      shown = with(value, look);
      return shown;
    }
    if (!credible && look.claim() != null) {
      // What nobody can believe names no holder, and has to be replaced by what that look found.
      String value = value(look, at);
      acceptedAt = null;
      shown = null;
      return new RecordSnapshot(value, null, "", look.sight(), look.source());
    }
    boolean gone = look.sight() == ClaimSight.GONE;
    if (gone && !ours && isDoubtful(at)) {
      acceptedAt = null; // Whoever it is for makes it again, or knows nothing of it.
    }
    RecordSnapshot known = shown;
    if (known != null && acceptedAt != null) {
      missed++;
      missedInAll++;
      lies |= proven && missedInAll >= LOOKS && hasLasted(at);
      return with(value(look, at), known);
    }
    if (goneSince == null && (gone || refused)) {
      goneSince = at;
    }
    if (!gone) {
      replaced.unclaimed(look.value());
      return look;
    }
    String value = value(look, at);
    shown = null;
    return with(value, look);
  }

  private boolean hasLasted(Moment at) {
    return unseenSince != null && at.reached(unseenSince.plus(LAG));
  }

  /** True when the provider accepts our claims, and no look shows them. */
  boolean isLiedTo() {
    return lies;
  }

  /** True while the answer to our write alone shows the claim that we know of. */
  boolean isPending() {
    return acceptedAt != null;
  }

  /**
   * True when no look shows our claim though there was time: it may have been deleted before we
   * could see it. Another write tells, since it fails then; where that is accepted, the reads lie.
   */
  boolean isDoubtful(Moment now) {
    Duration enough = lies ? doubt : LAG;
    return acceptedAt != null && missed >= LOOKS && now.reached(acceptedAt.plus(enough));
  }

  private static RecordSnapshot with(String value, RecordSnapshot claimed) {
    return new RecordSnapshot(
        value, claimed.claim(), claimed.reference(), claimed.sight(), claimed.source());
  }

  /** A list that shows an older claim than the one that was asked for, and is gone, lags. */
  private boolean shows(RecordSnapshot look) {
    Claim claim = look.claim();
    if (claim == null) {
      return false;
    }
    long known = shown == null || shown.claim() == null ? 0 : shown.claim().epoch();
    boolean outdated =
        look.sight() == ClaimSight.GONE && asked != null && claim.epoch() < asked.epoch();
    return claim.epoch() >= known && !outdated;
  }

  /** Another server has written since. */
  private boolean isLater(RecordSnapshot look) {
    RecordSnapshot known = shown;
    return known == null
        || known.claim() == null
        || look.claim() == null
        || look.claim().epoch() > known.claim().epoch();
  }

  private String value(RecordSnapshot look, Moment at) {
    return replaced.shown(look.value(), shown == null ? null : shown.value(), at);
  }

  /**
   * Since when the claim that we know of is gone, and no other one to be seen; null if it isn't.
   */
  @Nullable Moment goneSince() {
    return goneSince;
  }

  /** What the record held before its last change. */
  ReplacedValue replaced() {
    return replaced;
  }

  /** Nothing of what we knew counts any more. */
  void forget() {
    shown = null;
    acceptedAt = null;
    heard = null;
    asked = null;
  }

  /** Which claim the last look asked for by its reference; 0 for none. */
  long askedEpoch() {
    return asked == null ? 0 : asked.epoch();
  }
}
