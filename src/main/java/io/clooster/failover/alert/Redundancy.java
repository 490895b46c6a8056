// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Status;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.role.RoleMachine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that could not take the record, as its own checks fail, says so itself, with the check
 * and its answer: nobody else knows these. Told once when that lasts, and once when it is over; by
 * the server that holds the record, it is told as what that means for the record.
 */
public final class Redundancy {
  /** A check that fails for a moment is no news. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PeerGroup group;
  private final Notifications messenger;
  private Moment awakeSince;
  private @Nullable Moment since;
  private boolean told;

  public Redundancy(PeerGroup group, Notifications messenger, Moment start) {
    this.group = group;
    this.messenger = messenger;
    this.awakeSince = start;
  }

  /** What lasted through our own standstill may be over. */
  public void stoodStill(Moment now) {
    awakeSince = now;
  }

  public void look(RoleMachine role, DecisionStep step) {
    String check = group.failingCheck();
    if (check == null) {
      over(step);
      return;
    }
    Moment begun = since == null ? step.now() : since;
    since = begun;
    boolean lasts = step.now().reached(begun.orLater(awakeSince).plus(PATIENCE));
    if (lasts && !told && !role.holds()) {
      told = true;
      messenger.unhealthy(check, step);
    }
  }

  private void over(DecisionStep step) {
    if (told && since != null) {
      messenger.healthy(step.now().since(since), step);
    }
    told = false;
    since = null;
  }

  /** What was told, and is not over. */
  public List<Status.Alert> alerts() {
    return told ? List.of(new Status.Alert("unhealthy", "")) : List.of();
  }
}
