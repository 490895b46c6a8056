// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import org.jspecify.annotations.Nullable;

/** The claim names a server that our list lacks: nobody here can tell whether it lives. */
final class ForeignHolderAlert {
  private final Alerts alerts;
  private final Notifications notifications;

  /** Who it was when it was looked at last; null for none. */
  private @Nullable String last;

  ForeignHolderAlert(Alerts alerts, Notifications notifications) {
    this.alerts = alerts;
    this.notifications = notifications;
  }

  /** {@code holder} is that server; null where there is none such. */
  void look(@Nullable String holder, boolean ourTurn, DecisionStep step) {
    String before = last;
    last = holder;
    if (before != null && !before.equals(holder)) {
      closed(before, step);
    }
    if (holder != null && !holder.equals(before)) {
      step.warn("record-claim-foreign", Values.of("holder", holder));
    }
    if (holder != null
        && ourTurn
        && alerts.raise(AlertKind.CLAIM_FOREIGN, holder, step.now(), step.now())) {
      notifications.raised(AlertKind.CLAIM_FOREIGN, holder, Values.of("holder", holder), step);
    }
  }

  private void closed(String holder, DecisionStep step) {
    if (alerts.close(AlertKind.CLAIM_FOREIGN, holder)) {
      notifications.closed(AlertKind.CLAIM_FOREIGN, holder, Values.of("holder", holder), step);
    }
  }
}
