// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.lease.Ownership.Failure;
import io.clooster.failover.peer.GroupView;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerGroupView;
import io.clooster.failover.role.Role.HandingOver;
import io.clooster.failover.role.Role.Promoting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes of the role, each with what it means for the record. */
final class RoleChanges {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final GroupView view;
  private final Lease claims;
  private final RecordControl record;
  private final RoleState state;
  private final Failback failback;

  RoleChanges(
      GroupSettings settings,
      PeerGroup group,
      Lease claims,
      RecordControl record,
      RoleState state,
      Failback failback) {
    this.settings = settings;
    this.group = group;
    this.view = new PeerGroupView(settings, group);
    this.claims = claims;
    this.record = record;
    this.state = state;
    this.failback = failback;
  }

  /** The record is to be ours, since the one that holds it failed. */
  void wantOurs(Failure failure, DecisionStep step) {
    state.promote(failure.cause());
    DesiredRecord wish = new DesiredRecord(settings.thisServer(), failure.cause(), step.now());
    ChangeTiming timing = new ChangeTiming(failure.suspected(), failure.shown(), others());
    record.want(wish, timing, view, step);
  }

  /** What may still land of the writes of others: each may have been at it, too. */
  private List<String> others() {
    List<String> names = new ArrayList<>();
    group.members().forEach(member -> names.add(member.name()));
    return names;
  }

  /** {@code value} is to be in the record, and nobody died. */
  void want(String value, ChangeReason reason, DecisionStep step) {
    DesiredRecord wish = new DesiredRecord(value, reason, step.now());
    record.want(wish, ChangeTiming.none(step.now()), view, step);
  }

  /** When the one that we hand the record to is not eligible, it stays with us, or comes back. */
  void mindHandoverTarget(DecisionStep step) {
    if (state.role() instanceof HandingOver handing && !group.isEligible(handing.target())) {
      state.keep(handing);
      failback.forget();
      claims.forgetPin();
      want(settings.thisServer(), new ChangeReason.Adopted(), step);
    }
  }

  /** It is not ours to take any more. */
  void stopTaking(DecisionStep step) {
    if (state.role() instanceof Promoting promoting) {
      step.info("record-left");
      follow(promoting.holder(), step);
    }
  }

  /** The record is ours already; where it holds another value, that was edited by hand. */
  void adopt(String value, Moment now) {
    state.hold(now);
    DesiredRecord wish = new DesiredRecord(settings.thisServer(), new ChangeReason.Adopted(), now);
    if (settings.isUs(value)) {
      record.adopt(wish);
    } else {
      record.adoptAsIs(wish);
    }
  }

  /** We leave it to another one, which took it, or to which we handed it. */
  void yieldTo(String peer, DecisionStep step) {
    step.info("record-yielded", Values.of("peer", peer));
    follow(peer, step);
  }

  /** Another one holds it, or nobody that we know of. */
  private void follow(@Nullable String holder, DecisionStep step) {
    state.follow(holder);
    failback.forget();
    claims.forgetPin();
    record.release(step);
  }
}
