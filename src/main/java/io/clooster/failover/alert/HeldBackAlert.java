// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerGroup;
import org.jspecify.annotations.Nullable;

/** Too few servers are in sight: none of them moves the record. */
final class HeldBackAlert {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Alerts alerts;
  private final Notifications notifications;

  /** Since when too few are in sight, as far as we can be sure; null while enough are. */
  private @Nullable Moment since;

  HeldBackAlert(
      GroupSettings settings, PeerGroup group, Alerts alerts, Notifications notifications) {
    this.settings = settings;
    this.group = group;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  /** After our own standstill what we see proves nothing for a while. */
  void stoodStill() {
    since = null;
  }

  void look(boolean ourTurn, DecisionStep step) {
    if (group.enough()) {
      since = null;
      if (alerts.close(AlertKind.HELD_BACK, "")) {
        notifications.closed(AlertKind.HELD_BACK, "", inSight(), step);
      }
      return;
    }
    if (since == null) {
      since = step.now();
      step.warn("server-held-back", inSight());
    }
    if (ourTurn && alerts.raise(AlertKind.HELD_BACK, "", since, step.now())) {
      notifications.raised(AlertKind.HELD_BACK, "", inSight(), step);
    }
  }

  private Values inSight() {
    return Values.of("visible", group.visible()).and("servers", settings.servers().size());
  }
}
