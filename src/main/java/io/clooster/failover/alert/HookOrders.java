// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.Action;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Hook;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.OwnEligibility;
import io.clooster.failover.record.RecordKeeper;
import io.clooster.failover.role.RoleMachine;
import org.jspecify.annotations.Nullable;

/**
 * Has the user's own programs run when this server's part changes. Each change is told to them
 * once; that their program runs, over restarts, is the shell's business. Nothing is decided by
 * them.
 */
public final class HookOrders {
  /** What was told last of our part in the records. */
  private enum Part {
    UNKNOWN,
    STANDBY,
    ACTIVE
  }

  private final GroupSettings settings;
  private final OwnEligibility own;
  private Part told = Part.UNKNOWN;

  /** Whether our own checks succeeded when that was looked at last. */
  private boolean healthy = true;

  public HookOrders(GroupSettings settings, OwnEligibility own) {
    this.settings = settings;
    this.own = own;
  }

  /** Looks at what we are now. */
  public void look(RoleMachine role, RecordKeeper record, Lease claims, DecisionStep step) {
    if (settings.hooks().isEmpty()) {
      return;
    }
    String us = settings.thisServer();
    if (role.holds() && record.isReadBack() && claims.isOf(us)) {
      if (told != Part.ACTIVE) {
        told = Part.ACTIVE;
        run(Hook.ON_ACTIVE, us, role.otherHolder(), "", claims, step);
      }
    } else if (told != Part.STANDBY && !role.isActive() && isLeft(role, record)) {
      String previous = told == Part.ACTIVE ? us : null;
      told = Part.STANDBY;
      run(Hook.ON_STANDBY, role.holder(), previous, "", claims, step);
    }
    if (own.healthy() != healthy) {
      healthy = own.healthy();
      String check = own.failingCheck();
      if (check != null) {
        run(Hook.ON_UNHEALTHY, role.holder(), null, check, claims, step);
      }
    }
  }

  /** After our start it takes a look at the record, and a holder, to know that it is not ours. */
  private boolean isLeft(RoleMachine role, RecordKeeper record) {
    return told == Part.ACTIVE
        || (role.holder() != null && !role.takes() && record.lastValue() != null);
  }

  private void run(
      Hook hook,
      @Nullable String holder,
      @Nullable String previous,
      String reason,
      Lease claims,
      DecisionStep step) {
    if (settings.hooks().contains(hook)) {
      String holds = holder == null ? "" : holder;
      String held = previous == null ? "" : previous;
      step.add(new Action.RunHook(hook, claims.epoch(), holds, held, reason));
    }
  }
}
