// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerGroup;

/**
 * An operator wants nothing to be moved in the whole group: told when that begins, and ends, by
 * whose turn it is then.
 */
final class HeldAlert {
  private final PeerGroup group;
  private final Alerts alerts;
  private final Notifications notifications;

  HeldAlert(PeerGroup group, Alerts alerts, Notifications notifications) {
    this.group = group;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  void look(boolean ourTurn, DecisionStep step) {
    Moment until = group.hold().until();
    if (until == null) {
      if (alerts.close(AlertKind.HELD, "") && ourTurn) {
        notifications.closed(AlertKind.HELD, "", Values.NONE, step);
      }
    } else if (alerts.raise(AlertKind.HELD, "", step.now(), step.now()) && ourTurn) {
      notifications.raised(AlertKind.HELD, "", Values.of("until", until), step);
    }
  }
}
