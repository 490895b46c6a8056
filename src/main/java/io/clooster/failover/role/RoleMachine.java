// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Status;
import io.clooster.failover.lease.Finding;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.lease.LeaseOwnership;
import io.clooster.failover.lease.Ownership;
import io.clooster.failover.lease.OwnershipReading;
import io.clooster.failover.lease.RecordOwnership;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerTransition;
import io.clooster.failover.role.Role.Active;
import io.clooster.failover.role.Role.HandingOver;
import io.clooster.failover.role.Role.Standby;
import org.jspecify.annotations.Nullable;

/**
 * What this server does about the record, by its {@link Role}. A server points the record at itself
 * when the one that holds it failed; the holder alone points it at another one, a more preferred
 * server that has been steadily there ({@link Failback}). Who holds it is told by its {@link
 * Ownership}.
 */
public final class RoleMachine {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final RecordControl record;
  private final Ownership ownership;
  private final Failback failback;
  private final RoleState state;
  private final RoleChanges changes;
  private final FindingRules findings;
  private final Promotion promotion;
  private final SwitchOrders switches;

  public RoleMachine(
      GroupSettings settings,
      PeerGroup group,
      Lease claims,
      RecordControl record,
      Notifications notifications,
      Moment start) {
    this.settings = settings;
    this.group = group;
    this.record = record;
    this.failback = new Failback(settings, group, claims);
    this.ownership =
        settings.claim()
            ? new LeaseOwnership(settings, group, claims, notifications)
            : new RecordOwnership(settings, group);
    this.state = new RoleState(settings.thisServer());
    this.changes = new RoleChanges(settings, group, claims, record, state, failback);
    this.switches = new SwitchOrders(settings, group, claims, record, state, changes);
    this.promotion = new Promotion(settings, group, record, ownership, state, changes, start);
    this.findings = new FindingRules(settings, record, state, changes);
  }

  /** Takes in what operators want to be moved. */
  public SwitchOrders switches() {
    return switches;
  }

  /** The server that we believe to hold the record: ourselves only when we act as the holder. */
  public @Nullable String holder() {
    return state.holder();
  }

  /** True when we act as the holder. */
  public boolean holds() {
    return state.holds();
  }

  /** True when we hold the record, sure of it or not. */
  public boolean isActive() {
    return state.active() != null;
  }

  /** The other server that holds the record, or held it before us, as far as we know. */
  public @Nullable String otherHolder() {
    return state.otherHolder();
  }

  /** The server that holds the record, and that our list lacks; null where there is none such. */
  public @Nullable String foreignHolder() {
    String other = state.otherHolder();
    return other == null || settings.isServer(other) ? null : other;
  }

  /** True when we are about to become the holder. */
  public boolean takes() {
    return state.takes();
  }

  /** What made us take the record that we hold. */
  public ChangeReason cause() {
    Active active = state.active();
    return active == null ? new ChangeReason.Adopted() : active.reason();
  }

  /** The one server that tells the administrator what concerns the whole group. */
  public boolean tells() {
    if (state.holds()) {
      return true;
    }
    Peer there = group.named(state.otherHolder());
    return (there == null || there.linked() == null) && group.first();
  }

  /** After our own pause another one may be the holder: the claim tells. */
  public void stoodStill() {
    state.sure(!settings.claim());
  }

  /**
   * The record was read.
   *
   * @return false when it takes another look to know what that means
   */
  public boolean read(RecordSnapshot snapshot, Moment asked, DecisionStep step) {
    promotion.read(snapshot.value());
    state.sure(true);
    changes.mindHandoverTarget(step);
    OwnershipReading read =
        ownership.read(snapshot, asked, state.belief(), record.facts(snapshot.value()), step);
    if (read.nextRead() != null) {
      record.readAt(read.nextRead().moment());
    }
    if (read.holderForgotten()) {
      state.believe(null);
    }
    return follow(read.finding(), step);
  }

  private boolean follow(Finding finding, DecisionStep step) {
    if (finding instanceof Finding.Ours ours) {
      findings.ours(ours, step);
    } else if (finding instanceof Finding.TheirsAlive theirs) {
      findings.theirs(theirs.holder(), theirs.value(), step);
    } else if (finding instanceof Finding.TheirsOutOfSight theirs) {
      findings.theirs(theirs.holder(), theirs.value(), step);
      promotion.reconsider(step);
    } else if (finding instanceof Finding.Unclaimed unclaimed) {
      findings.unclaimed(unclaimed, step);
      promotion.reconsider(step);
    } else if (finding instanceof Finding.LookAgain again) {
      if (again.takenBy() != null) {
        changes.yieldTo(again.takenBy(), step);
      }
      return false;
    }
    return true;
  }

  /** A linked server says for the first time that it holds the record. */
  public void claimed(String peer, DecisionStep step) {
    if (state.role() instanceof Standby) {
      state.believe(peer);
    } else if (state.takes()) {
      changes.yieldTo(peer, step);
    } else {
      record.readNow(step.now());
    }
  }

  /**
   * The linked server that held the record says that another one does; {@code news} at first.
   * Nobody hands it to one that is not eligible: who says so has not looked since it moved.
   */
  public void handedOver(String peer, String to, boolean news, DecisionStep step) {
    Peer target = group.named(to);
    boolean eligible = target == null || !(target.isUnfit() || target.observes());
    if (!peer.equals(state.otherHolder()) || !eligible || state.active() != null) {
      return;
    } else if (state.takes() && !settings.isUs(to) && news) {
      changes.yieldTo(to, step);
    } else if (state.role() instanceof Standby && !settings.isUs(to)) {
      state.believe(to);
    } else if (state.role() instanceof Standby && news) {
      record.readNow(step.now());
    }
  }

  /** What time, or the word of the others, says now of the server that we believe to hold it. */
  public PeerTransition look(DecisionStep step) {
    Ownership.HolderSight sight = ownership.sightOf(state.belief(), record.blind(), tells(), step);
    if (sight.readNow()) {
      record.readNow(step.now());
    }
    return sight.verdict();
  }

  /** True when we told that the path to it is cut. */
  public boolean isToldToBeCut(Peer member) {
    return ownership.isToldToBeCut(member.name());
  }

  /** Acts on all that is known now. */
  public void decide(DecisionStep step) {
    Active active = state.active();
    if (active != null && !active.sure()) {
      changes.mindHandoverTarget(step);
      return;
    }
    if (record.settled() && state.takes()) {
      state.hold(step.now());
    } else if (record.settled() && state.role() instanceof HandingOver handing) {
      changes.yieldTo(handing.target(), step);
    }
    if (state.holds()) {
      promotion.recover(step);
      handOver(step);
    } else {
      promotion.succeed(step);
    }
  }

  private void handOver(DecisionStep step) {
    changes.mindHandoverTarget(step);
    if (!(state.role() instanceof Active active)) {
      return;
    }
    String next = failback.due(active.since(), step);
    if (next != null && record.settled() && settings.isUs(String.valueOf(record.lastValue()))) {
      state.handOverTo(active, next);
      changes.want(next, new ChangeReason.Failback(next), step);
    }
  }

  /** The claim is ours. What it still takes to move the record, the holder does. */
  public void taken(Moment now) {
    if (state.takes()) {
      state.hold(now);
    }
  }

  /** What we are. */
  public Status.Role status(Moment now) {
    Active active = state.active();
    return new Status.Role(
        settings.observing() ? Status.OBSERVING : state.word(),
        shownHolder(),
        state.handoverTarget(),
        active == null ? null : now.since(active.since()));
  }

  /** The server that holds the record; of one that observes and does not act as such, too. */
  private @Nullable String shownHolder() {
    String us = settings.thisServer();
    boolean ours = settings.observing() && us.equals(record.lastValue());
    return state.holder() == null && ours ? us : state.holder();
  }
}
