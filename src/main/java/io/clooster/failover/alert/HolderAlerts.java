// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.NobodyFit;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import io.clooster.failover.peer.OwnEligibility;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.role.RoleMachine;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No server may hold the record: the one that does died, and none can take its place, or none is
 * well. The first is told with the name of the dead, and instead of the second.
 */
final class HolderAlerts {
  /** A server out of sight that may take what we may not has done so within that. */
  static final Duration UNSEEN_TAKES = Duration.ofSeconds(10);

  private final PeerGroup group;
  private final Alerts alerts;
  private final Notifications notifications;

  HolderAlerts(PeerGroup group, Alerts alerts, Notifications notifications) {
    this.group = group;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  /**
   * Where the record points, which holds {@code value} and may hold {@code mayBecome} soon, and
   * whether it has to stay there.
   */
  RecordPlace place(@Nullable String value, Set<String> mayBecome) {
    boolean stays = value != null && group.firstEligible() == null;
    return new RecordPlace(value, stays ? nobodyFit() : null, mayBecome);
  }

  private NobodyFit nobodyFit() {
    OwnEligibility own = group.own();
    return new NobodyFit(
        own.failingCheck(),
        own.unprepared(),
        group.unfit(true),
        group.unfit(false),
        group.observers(),
        group.unlistedAndFit(),
        group.hold().until());
  }

  /**
   * True while a server out of sight may be about to take the place of {@code holder}: here is one
   * fit for it that has to wait, as another one's list lacks it.
   */
  boolean awaitsSuccessor(@Nullable Peer holder, Moment now) {
    PeerState.Dead dead = holder == null ? null : holder.dead();
    return dead != null
        && !now.reached(dead.since().plus(UNSEEN_TAKES))
        && group.firstEligible() == null
        && !group.unlistedAndFit().isEmpty();
  }

  /** {@code begun} is false where nobody needs to be in sight yet. */
  void look(RoleMachine role, boolean begun, DecisionStep step) {
    String eligible = group.firstEligible();
    Peer holder = group.named(role.holder());
    for (Peer peer : group.members()) {
      if (alerts.isRaised(AlertKind.PEER_DOWN, peer.name())) {
        ended(peer, holder, step);
      }
    }
    boolean ourTurn = role.tells() && !group.isTakenOff();
    boolean awaits = awaitsSuccessor(holder, step.now());
    if (eligible == null && ourTurn && holder != null && !awaits) {
      died(holder, step);
    }
    nobody(eligible, holder, ourTurn && begun && !awaits, step);
  }

  /** Where another one has it, that one tells so. */
  private void ended(Peer dead, @Nullable Peer holder, DecisionStep step) {
    if (!dead.equals(holder)) {
      alerts.close(AlertKind.PEER_DOWN, dead.name());
    } else if (dead.report() != null) {
      String incident = alerts.about(AlertKind.PEER_DOWN, dead.name());
      alerts.close(AlertKind.PEER_DOWN, dead.name());
      ChangeReason.PeerUp back = new ChangeReason.PeerUp(dead.name(), incident);
      notifications.holdsAgain(back, step.now().since(dead.lostAt()), step);
    }
  }

  private void died(Peer holder, DecisionStep step) {
    PeerState.Dead dead = holder.dead();
    if (dead == null
        || alerts.isRaised(AlertKind.PEER_DOWN, holder.name())
        || !group.whoSees(holder.name(), dead.since()).isEmpty()) {
      return;
    }
    ChangeReason.PeerDown cause = holder.down(dead);
    alerts.raiseNow(AlertKind.PEER_DOWN, holder.name(), cause.incident(), step.now());
    alerts.close(AlertKind.NO_ELIGIBLE_SERVER, "");
    notifications.stranded(cause, nobodyFit(), step);
  }

  private void nobody(
      @Nullable String eligible, @Nullable Peer holder, boolean ourTurn, DecisionStep step) {
    if (eligible != null) {
      if (alerts.close(AlertKind.NO_ELIGIBLE_SERVER, "")) {
        notifications.closed(AlertKind.NO_ELIGIBLE_SERVER, eligible, Values.NONE, step);
      }
    } else if (ourTurn
        && !group.hold().isOn()
        && !isInDoubt(holder)
        && !isUnseen(holder)
        && !isStranded(holder)
        && alerts.raise(AlertKind.NO_ELIGIBLE_SERVER, "", step.now(), step.now())) {
      notifications.nobodyEligible(nobodyFit(), step);
    }
  }

  /** What became of the one that holds the record shows soon, and is told with its name. */
  private static boolean isInDoubt(@Nullable Peer holder) {
    return holder != null
        && (holder.state() instanceof PeerState.Disconnected
            || holder.state() instanceof PeerState.Suspect);
  }

  /** It has the record, out of our sight, and here is one that waits for its list alone. */
  private boolean isUnseen(@Nullable Peer holder) {
    return holder != null
        && holder.linked() == null
        && holder.dead() == null
        && !group.unlistedAndFit().isEmpty();
  }

  private boolean isStranded(@Nullable Peer holder) {
    return holder != null && alerts.isRaised(AlertKind.PEER_DOWN, holder.name());
  }
}
