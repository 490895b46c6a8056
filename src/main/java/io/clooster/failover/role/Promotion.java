// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.lease.Ownership;
import io.clooster.failover.lease.Ownership.Failure;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.role.Role.Active;
import io.clooster.failover.role.Role.Promoting;
import io.clooster.failover.role.Role.Standby;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When this server takes the record from one that failed, and when it leaves that again. */
final class Promotion {
  /** So much later than the one before it acts each server whose turn it is not. */
  static final Duration TURN = Duration.ofSeconds(5);

  /** A record that points at no server is put right so long after our start at the earliest. */
  static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  private final GroupSettings settings;
  private final PeerGroup group;
  private final RecordControl record;
  private final Ownership ownership;
  private final RoleState state;
  private final RoleChanges changes;
  private final Moment start;

  /** Whether the record pointed at no server when it was read last. */
  private boolean foreign;

  Promotion(
      GroupSettings settings,
      PeerGroup group,
      RecordControl record,
      Ownership ownership,
      RoleState state,
      RoleChanges changes,
      Moment start) {
    this.settings = settings;
    this.group = group;
    this.record = record;
    this.ownership = ownership;
    this.state = state;
    this.changes = changes;
    this.start = start;
  }

  /** The record holds {@code value}. */
  void read(String value) {
    foreign = !settings.isServer(value);
  }

  /** Whoever made the record point at a server that failed since: it comes back to the holder. */
  void recover(DecisionStep step) {
    String value = record.lastValue();
    if (state.role() instanceof Active
        && value != null
        && !settings.isUs(value)
        && record.settled()) {
      Failure failure = ownership.failureOf(value, record.lostAt());
      if (failure != null && group.enough() && group.eligible()) {
        changes.wantOurs(failure, step);
      }
    }
  }

  /**
   * Takes the record when the holder failed, and it is our turn: that counts from the failure on,
   * or from when enough servers are in sight.
   */
  void succeed(DecisionStep step) {
    Failure failure = failure(step.now());
    if (failure == null) {
      state.failedSince(null);
      changes.stopTaking(step);
      return;
    }
    boolean enough = group.enough();
    // Two that were too few alone, and see each other now, must not act in the same instant; nor
    // all when an operator lets them.
    boolean mayAct = enough && !group.hold().isOn();
    if (state.role() instanceof Standby standby && (standby.failedSince() == null || !mayAct)) {
      state.failedSince(step.now());
    }
    int turn = group.candidates().indexOf(settings.thisServer());
    if (turn < 0 || !enough || group.isLeftToAnObserver()) {
      changes.stopTaking(step);
    } else if (state.role() instanceof Standby standby
        && standby.failedSince() != null
        && step.now().reached(standby.failedSince().plus(TURN.multipliedBy(turn)))) {
      changes.wantOurs(failure, step);
    }
  }

  /** Why the record should move, null while it should not. */
  private @Nullable Failure failure(Moment now) {
    String holder = state.otherHolder();
    if (holder == null) {
      boolean late = now.reached(start.plus(FIRST_LOOK));
      boolean alone = group.visible() == 1;
      return foreign && late && !alone
          ? Failure.of(new ChangeReason.Start(settings.thisServer()), now)
          : null;
    }
    return ownership.failureOf(holder, record.lostAt());
  }

  /** What was read may show that there was no reason to take it, or another one. */
  void reconsider(DecisionStep step) {
    if (!(state.role() instanceof Promoting promoting)) {
      return;
    }
    Failure failure = failure(step.now());
    if (failure == null || !group.isWitnessed()) {
      changes.stopTaking(step);
    } else if (promoting.reason() instanceof ChangeReason.Start && promoting.holder() != null) {
      changes.wantOurs(failure, step); // It pointed at no server when it was read before.
    }
  }
}
