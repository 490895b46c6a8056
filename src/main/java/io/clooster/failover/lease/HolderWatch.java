// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.Report;
import io.clooster.failover.lease.Ownership.Failure;
import io.clooster.failover.lease.Ownership.HolderSight;
import io.clooster.failover.lease.OwnershipReading.NextRead;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.peer.PeerTransition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows the holder, by its own word, by those who see it, and by the claim that it renews. */
final class HolderWatch {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Lease claims;
  private final Notifications notifications;
  private final HolderLease holderLease;

  /** The server whose claim {@link #holderLease} follows; null for none. */
  private @Nullable String watched;

  /** The holder that was told to be cut off from here, until that is told to be over. */
  private @Nullable String cutOff;

  /** Whether another server saw the holder when we looked last. */
  private boolean vouched;

  /** Whether it told of a later claim of the holder's than the one that we have read. */
  private boolean behind;

  HolderWatch(GroupSettings settings, PeerGroup group, Lease claims, Notifications notifications) {
    this.settings = settings;
    this.group = group;
    this.claims = claims;
    this.notifications = notifications;
    this.holderLease =
        new HolderLease(
            settings.confirm(),
            settings.silence().plus(settings.keepAlive()),
            settings.renewMost());
  }

  /**
   * Another server holds the records by {@code claim}.
   *
   * @return when there will be something to see of it, where nobody sees it; null when it is there
   */
  @Nullable NextRead read(Claim claim, Moment asked, Moment now) {
    watch(claim.holder());
    Peer member = group.named(claim.holder());
    if (member != null && member.report() != null) {
      // A later claim than its own word may answer a loss that it has noticed, and we have not.
      holderLease.observeEpoch(member.saysToHold() ? 0 : claim.epoch());
      return null;
    } else if (member != null && !nobodySees(member)) {
      holderLease.vouchedFor(claim.epoch(), asked);
      return null;
    }
    holderLease.read(claim, claims.isOurDoing(claim), asked);
    if (member != null && member.isOutOfSight(now)) {
      holderLease.watch(claim, asked);
    }
    return new NextRead(holderLease.nextReadAfter(asked));
  }

  /** One whose claim we have never read has all the time to make it again. */
  NextRead nobodyClaims(Peer holder, boolean gone, Moment asked) {
    boolean watchedBefore = holder.name().equals(watched);
    watch(holder.name());
    if (gone) {
      holderLease.observeMissing(claims.askedEpoch(), asked);
    } else if (watchedBefore && !isUnseen(holder)) {
      holderLease.missing(asked);
    } else {
      holderLease.awaits(asked);
    }
    return new NextRead(holderLease.nextReadAfter(asked));
  }

  /** What was followed says nothing any more. */
  void forget() {
    watched = null;
  }

  /** True of one that was not once proven since our start. */
  static boolean isUnseen(@Nullable Peer member) {
    return member != null && member.state() instanceof PeerState.NeverSeen;
  }

  private void watch(String holder) {
    if (!holder.equals(watched)) {
      watched = holder;
      holderLease.forget();
    }
  }

  /** What the others say, and that they say nothing any more. */
  HolderSight sightOf(Peer member, boolean blind, boolean weTell, DecisionStep step) {
    // What it has written by now, and while it is seen, says nothing of the time after.
    boolean vouchedBefore = vouched;
    boolean behindBefore = behind;
    vouched = member.isVouchedFor();
    behind = vouched && claims.isBehind();
    boolean readNow = (vouched && !vouchedBefore) || (behind && !behindBefore);
    Report report = member.report();
    if (report != null) {
      watch(member.name());
      holderLease.observeEpoch(member.saysToHold() ? report.epoch() : 0);
      back(member.name(), step);
      return new HolderSight(PeerTransition.NOTHING_NEW, readNow);
    }
    return new HolderSight(unheard(member, blind, weTell, step), readNow);
  }

  private PeerTransition unheard(Peer member, boolean blind, boolean weTell, DecisionStep step) {
    String holder = member.name();
    boolean unseen = nobodySees(member);
    holderLease.othersSeeIt(!unseen, step.now());
    if (blind) {
      holderLease.blind(step.now());
    } else if (hasLapsed(member, step.now()) && unseen) {
      cutOff = null;
      return member.died(Reason.NOT_RENEWED, step.now(), step);
    } else if (holderLease.lives() && member.dead() != null) {
      member.lives(Reason.RENEWS, step);
      if (!holder.equals(cutOff) && weTell) {
        cutOff = holder;
        notifications.pathCut(holder, member.hint(), step);
      }
    }
    return PeerTransition.NOTHING_NEW;
  }

  /** Where no read shows any claim, none that is not renewed is to be seen either. */
  private boolean hasLapsed(Peer member, Moment now) {
    return holderLease.isExpired() && member.isOutOfSight(now) && !claims.isUnseen();
  }

  private boolean nobodySees(Peer member) {
    PeerState.Dead gone = member.dead();
    // What others sent before it told them, too, that it goes, may arrive after that.
    boolean saidSo = gone != null && gone.planned();
    Moment since = saidSo ? member.lostAt().plus(settings.keepAlive()) : member.lostAt();
    return group.whoSees(member.name(), since).isEmpty();
  }

  private void back(String holder, DecisionStep step) {
    if (holder.equals(cutOff)) {
      cutOff = null;
      notifications.pathBack(holder, step);
    }
  }

  /** True when the administrator was told that it lives, and the path to it is cut. */
  boolean isToldToBeCut(String server) {
    return server.equals(cutOff);
  }

  /** Why it is not to hold the records any more, should it hold them; null if it is. */
  @Nullable Failure failureOf(Peer member, Moment linkLostAt) {
    String server = member.name();
    if (member.report() != null) {
      return member.isUnfit() ? Failure.of(member.unfit(), member.unfitSince()) : null;
    }
    PeerState.Dead gone = member.dead();
    if (gone == null || !nobodySees(member)) {
      return null;
    }
    boolean watches = server.equals(watched) && holderLease.watches() && !claims.isUnseen();
    return watches && !holderLease.isExpired()
        ? null
        : new Failure(member.down(gone), gone.since(), shown(gone, linkLostAt));
  }

  /** Without a window the look at the loss of the link is the one that counts. */
  private Moment shown(PeerState.Dead gone, Moment linkLostAt) {
    Duration confirm = settings.confirm();
    return confirm.isZero() || (holderLease.watches() && !claims.isUnseen())
        ? linkLostAt
        : gone.since().plus(confirm);
  }
}
