// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.lease.Finding;

/** What each {@link Finding} means for our {@link Role}. */
final class FindingRules {
  private final GroupSettings settings;
  private final RecordControl record;
  private final RoleState state;
  private final RoleChanges changes;

  FindingRules(GroupSettings settings, RecordControl record, RoleState state, RoleChanges changes) {
    this.settings = settings;
    this.record = record;
    this.state = state;
    this.changes = changes;
  }

  /** We hold the record, by what was read. */
  void ours(Finding.Ours ours, DecisionStep step) {
    if (settings.observing()) {
      observed(settings.thisServer(), step);
    } else if (state.holds()) {
      return;
    } else if (state.takes()) {
      state.hold(step.now());
    } else if (record.resume(ours.value())) {
      step.info("record-landed");
      state.hold(step.now());
    } else if (ours.isToFollow()) {
      // We made the claim to move the record, and it landed when we had given up; or it overwrote
      // that of the server which we had yielded to.
      state.hold(step.now());
      String us = settings.thisServer();
      changes.want(us, new ChangeReason.Start(us), step);
    } else {
      changes.adopt(ours.value(), step.now());
    }
  }

  /** {@code server} holds the record, which holds {@code value}. */
  void theirs(String server, String value, DecisionStep step) {
    boolean handedOver = server.equals(state.handoverTarget()) && server.equals(value);
    boolean isNews =
        state.holds() ? !handedOver : state.takes() && !server.equals(state.otherHolder());
    if (isNews) {
      changes.yieldTo(server, step);
    } else if (!state.holds()) {
      state.believe(server);
    }
  }

  /**
   * One that observes follows the record, which others may move without a claim; and holds nothing,
   * wherever it points.
   */
  private void observed(String value, DecisionStep step) {
    if (settings.isUs(value)) {
      changes.stopTaking(step);
      state.believe(null);
    } else if (settings.isServer(value)) {
      state.believe(value);
    }
  }

  /** No claim says who holds the record. */
  void unclaimed(Finding.Unclaimed unclaimed, DecisionStep step) {
    if (unclaimed.takenBy() != null) {
      changes.yieldTo(unclaimed.takenBy(), step);
    }
    String value = unclaimed.value();
    if (settings.observing()) {
      observed(value, step);
    } else if (state.holder() == null && !state.holds() && settings.isServer(value)) {
      if (settings.isUs(value) && state.takes()) {
        state.hold(step.now()); // Our write landed, unseen: what it was for is yet to be told.
      } else if (settings.isUs(value)) {
        state.hold(step.now());
        record.adoptAsIs(new DesiredRecord(value, new ChangeReason.Adopted(), step.now()));
      } else {
        state.believe(value);
      }
    }
  }
}
