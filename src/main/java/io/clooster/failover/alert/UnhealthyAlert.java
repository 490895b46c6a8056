// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.role.RoleMachine;

/**
 * A server that could not take the record, as its own checks fail, says so itself, with the check
 * and its answer: nobody else knows these. By the server that holds the record, it is told as what
 * that means for the record.
 */
final class UnhealthyAlert {
  private final PeerGroup group;
  private final Alerts alerts;
  private final Notifications notifications;

  UnhealthyAlert(PeerGroup group, Alerts alerts, Notifications notifications) {
    this.group = group;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  void look(RoleMachine role, DecisionStep step) {
    Moment now = step.now();
    String check = group.own().failingCheck();
    if (check != null) {
      Moment since = alerts.stands(AlertKind.UNHEALTHY, "", now);
      if (!role.holds() && alerts.raise(AlertKind.UNHEALTHY, "", since, now)) {
        notifications.raised(AlertKind.UNHEALTHY, "", Values.of("check", check), step);
      }
      return;
    }
    Moment since = alerts.since(AlertKind.UNHEALTHY, "");
    if (alerts.close(AlertKind.UNHEALTHY, "") && since != null) {
      Values lasted = Values.of("lasted", now.since(since));
      notifications.closed(AlertKind.UNHEALTHY, "", lasted, step);
    }
  }
}
