// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import io.clooster.failover.peer.GroupView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A record that someone else changed is left as it is until a server's state changes; told once, by
 * one server, and once when it is over.
 */
final class ManualEdit {
  /**
   * A value that the peer may have written is told only when it stays: the peer may not have seen
   * us for a moment, and puts it right itself.
   */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Alerts alerts;
  private final Notifications notifications;

  /** What somebody has put into the record; null for nothing. */
  private @Nullable String value;

  /** Since when it stands there, as far as we can be sure. */
  private Moment since;

  /** Whether it is for us to tell. */
  private boolean ours;

  ManualEdit(Alerts alerts, Notifications notifications, Moment start) {
    this.alerts = alerts;
    this.notifications = notifications;
    this.since = start;
  }

  /** The record holds {@code found}, which neither of our wishes put there. */
  void observed(String found, String wanted, GroupView others, DecisionStep step) {
    boolean mayBeTheirs = others.mayHaveWritten(found);
    if (!found.equals(value)) {
      value = found;
      since = step.now();
      ours = others.leaveTellingToUs();
      step.warn("record-edited.left", Values.of("found", found).and("wanted", wanted));
    } else if (mayBeTheirs && others.inDoubt()) {
      since = step.now();
      ours = true;
    }
    boolean certain = !mayBeTheirs || step.now().reached(since.plus(PATIENCE));
    if (certain && ours && alerts.raiseNow(AlertKind.RECORD_EDITED, "", found, step.now())) {
      if (mayBeTheirs && !others.outOfReach().isEmpty()) {
        notifications.changedElsewhere(found, wanted, others.outOfReach(), step);
      } else {
        notifications.edited(found, wanted, step);
      }
    }
  }

  /**
   * The record's value {@code replaced} is about to be overwritten; {@code aServers} when it is one
   * that this or another server may have written.
   *
   * @return it when someone had set it by hand, null when it was one of ours
   */
  @Nullable String overwrites(String replaced, boolean aServers) {
    return aServers && !replaced.equals(value) ? null : replaced;
  }

  /** Who holds the record is not for us to say any more. */
  void forget() {
    value = null;
    alerts.close(AlertKind.RECORD_EDITED, "");
  }

  /** The record is as wanted again; {@code mentioned} when a message about that says so already. */
  void resolved(String wanted, boolean mentioned, DecisionStep step) {
    if (alerts.close(AlertKind.RECORD_EDITED, "") && !mentioned) {
      notifications.restored(wanted, step);
    }
    forget();
  }
}
