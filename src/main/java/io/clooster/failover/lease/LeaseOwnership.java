// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.lease.OwnershipReading.NextRead;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import org.jspecify.annotations.Nullable;

/**
 * The server that the claim names holds the records, whatever they hold: what differs from it was
 * edited by hand. A holder that we don't see any more is dead when it does not renew its claim.
 */
public final class LeaseOwnership implements Ownership {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Lease claims;
  private final HolderWatch holder;

  public LeaseOwnership(
      GroupSettings settings, PeerGroup group, Lease claims, Notifications notifications) {
    this.settings = settings;
    this.group = group;
    this.claims = claims;
    this.holder = new HolderWatch(settings, group, claims, notifications);
  }

  @Override
  public OwnershipReading read(
      RecordSnapshot snapshot, Moment asked, Belief belief, RecordFacts record, DecisionStep step) {
    if (claims.isUnseen()) {
      String taker = takenBy(snapshot, belief, record, step);
      if (taker != null) {
        claims.forgetClaim();
        return OwnershipReading.of(new Finding.LookAgain(taker));
      }
    }
    Claim claim = claims.read(snapshot, step.now());
    boolean forgotten =
        claim == null && (isSomeoneElses(belief) || isGivenUp(belief, snapshot.value()));
    Belief left = forgotten ? belief.withoutHolder() : belief;
    if (forgotten) {
      claims.forgetClaim();
      claim = claims.read(snapshot, step.now());
    }
    if (claim == null) {
      return unclaimed(snapshot, asked, left, forgotten, record, step);
    }
    group.lists().claimed(claim.serversVersion(), claim.holder());
    if (!settings.isServer(claim.holder())) {
      // Another list has it, or had: whether it lives is for those to say that know it.
      return new OwnershipReading(
          new Finding.TheirsAlive(claim.holder(), snapshot.value()), forgotten, null);
    } else if (settings.isUs(claim.holder())) {
      return new OwnershipReading(ours(claim, snapshot.value(), left), forgotten, null);
    }
    NextRead next = holder.read(claim, asked, step.now());
    Finding theirs =
        next == null
            ? new Finding.TheirsAlive(claim.holder(), snapshot.value())
            : new Finding.TheirsOutOfSight(claim.holder(), snapshot.value());
    return new OwnershipReading(theirs, forgotten, next);
  }

  /** The claim that we read is ours. */
  private Finding ours(Claim claim, String value, Belief belief) {
    String later = settings.fenced() ? null : group.laterClaimer(claim.epoch());
    if (later != null) {
      // A write of ours from long ago landed over its claim, which it makes again.
      return new Finding.TheirsAlive(later, value);
    }
    return new Finding.Ours(value, claims.isOurDoing(claim) && !isEdited(value, belief));
  }

  /**
   * The server that we take for the holder knows of another one: nobody would make its claim again.
   * What we knew counts no more than what stands there, or the record.
   */
  private boolean isSomeoneElses(Belief belief) {
    Peer other = group.named(belief.holder());
    if (other == null || other.report() == null) {
      return false;
    }
    String named = other.report().holder();
    return named != null && !named.equals(other.name());
  }

  /**
   * The claim of a server that our list lacks was deleted, and the record points at one of the
   * list: so an operator ends what that server held.
   */
  private boolean isGivenUp(Belief belief, String value) {
    String holder = belief.holder();
    return holder != null && !settings.isServer(holder) && settings.isServer(value);
  }

  /** Before the first claim of all, and after one was deleted. */
  private OwnershipReading unclaimed(
      RecordSnapshot snapshot,
      Moment asked,
      Belief belief,
      boolean forgotten,
      RecordFacts record,
      DecisionStep step) {
    String value = snapshot.value();
    Peer other = group.named(belief.holder());
    boolean known = claims.epoch() > 0 || (other != null && other.dead() != null);
    NextRead next = null;
    if (other != null && other.report() == null && (known || claims.isBehind())) {
      next = holder.nobodyClaims(other, snapshot.sight() == ClaimSight.GONE, asked);
    }
    String taker = takenBy(snapshot, belief, record, step);
    // It was but the record that named it, and it does not any more.
    boolean renamed = settings.isUs(value) && claims.epoch() == 0 && HolderWatch.isUnseen(other);
    return new OwnershipReading(new Finding.Unclaimed(value, taker), forgotten || renamed, next);
  }

  /**
   * Our claim is not to be seen any more: another server may have taken it, unseen. Then it says
   * so, or the record has just moved to it.
   *
   * @return the one that we leave it to; null when there is none
   */
  private @Nullable String takenBy(
      RecordSnapshot snapshot, Belief belief, RecordFacts record, DecisionStep step) {
    if (!belief.weHold()) {
      return null;
    }
    String claimer = group.laterClaimer(claims.epoch());
    Peer other = group.named(snapshot.value());
    if (claimer != null) {
      return claimer;
    }
    if (other == null || !hasJustMoved(other.name(), belief, record) || !isReplaced(other)) {
      return null;
    }
    other.lives(Reason.MOVED_IT, step);
    holder.forget(); // It has all the time to renew what we can't see.
    return other.name();
  }

  /** The record holds this name now, and not where we wanted it. */
  private static boolean hasJustMoved(String name, Belief belief, RecordFacts record) {
    return !name.equals(record.lastValue()) && !name.equals(belief.handoverTarget());
  }

  /** Where no read shows any claim, a linked server tells itself that it holds the record. */
  private boolean isReplaced(Peer other) {
    return claims.isGone() || (claims.isUnseen() && other.linked() == null);
  }

  /** True unless it is where a server may have wanted to take it from. */
  private boolean isEdited(String value, Belief belief) {
    return settings.isServer(value) && !value.equals(belief.holder());
  }

  @Override
  public HolderSight sightOf(Belief belief, boolean blind, boolean weTell, DecisionStep step) {
    group.claimless(claims.mayBeHidden());
    group.lists().claimed(claims.serversVersion(), belief.holder());
    Peer member = group.named(belief.holder());
    return member == null ? HolderSight.NOTHING_NEW : holder.sightOf(member, blind, weTell, step);
  }

  @Override
  public boolean isToldToBeCut(String server) {
    return holder.isToldToBeCut(server);
  }

  @Override
  public @Nullable Failure failureOf(String server, Moment linkLostAt) {
    Peer member = group.named(server);
    return member == null ? null : holder.failureOf(member, linkLostAt);
  }
}
