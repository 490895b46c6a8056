// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import io.clooster.failover.lease.ClaimVisibility.Level;
import java.time.Duration;

/**
 * A claim that the provider does not show: told by the one that tells what concerns all where it is
 * still found by its id, and by each that has to do without.
 */
final class ClaimAlert {
  private final Alerts alerts;
  private final Notifications notifications;
  private final Duration renewMost;
  private Level logged = Level.LISTED;

  /** {@code renewMost} is the most that a claim promises. */
  ClaimAlert(Alerts alerts, Notifications notifications, Duration renewMost) {
    this.alerts = alerts;
    this.notifications = notifications;
    this.renewMost = renewMost;
  }

  void look(Level level, boolean ourTurn, DecisionStep step) {
    if (level != logged) {
      logged = level;
      log(level, step);
    }
    boolean unlisted = alerts.isRaised(AlertKind.CLAIM_UNLISTED, "");
    boolean unseen = alerts.isRaised(AlertKind.CLAIM_UNSEEN, "");
    boolean concernsUs = level == Level.UNSEEN || unlisted || unseen;
    if (!ourTurn && !concernsUs) {
      return;
    }
    switch (level) {
      case LISTED -> {
        boolean wasUnlisted = alerts.close(AlertKind.CLAIM_UNLISTED, "");
        if (alerts.close(AlertKind.CLAIM_UNSEEN, "") || wasUnlisted) {
          notifications.closed(AlertKind.CLAIM_UNSEEN, "", Values.NONE, step);
        }
      }
      case UNLISTED -> {
        alerts.close(AlertKind.CLAIM_UNSEEN, "");
        if (alerts.raise(AlertKind.CLAIM_UNLISTED, "", step.now(), step.now())) {
          notifications.raised(AlertKind.CLAIM_UNLISTED, "", Values.of("renewal", renewMost), step);
        }
      }
      case UNSEEN -> {
        alerts.close(AlertKind.CLAIM_UNLISTED, "");
        if (alerts.raise(AlertKind.CLAIM_UNSEEN, "", step.now(), step.now())) {
          notifications.raised(AlertKind.CLAIM_UNSEEN, "", Values.NONE, step);
        }
      }
    }
  }

  private void log(Level level, DecisionStep step) {
    switch (level) {
      case LISTED -> step.info("record-claim-listed");
      case UNLISTED -> step.warn("record-claim-unlisted");
      case UNSEEN -> step.warn("record-claim-unseen");
    }
  }
}
