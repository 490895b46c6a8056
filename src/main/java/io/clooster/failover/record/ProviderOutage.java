// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.Values;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A record that can't be read or written is told once when it lasts, and once when it is over: soon
 * while a change is wanted, later while all that fails is the regular look.
 */
final class ProviderOutage {
  static final Duration URGENT = Duration.ofSeconds(10);

  /** No outage ends that the provider refuses our credentials. */
  static final Duration DENIED = Duration.ofSeconds(30);

  private final Alerts alerts;
  private final Notifications notifications;

  /** Since when calls fail; null while they succeed. */
  private @Nullable Moment since;

  /** When the change that is open was wanted: before that its failure is no news. */
  private Moment wishedAt;

  /** When a change was last open: a loss that outlasts it is told later. */
  private Moment urgentUntil;

  /** What the provider said last. */
  private Reason reason = Reason.NONE;

  /** Whether it refused our credentials. */
  private boolean denied;

  /** Whether it is told that the open change fails. */
  private boolean changeTold;

  ProviderOutage(Alerts alerts, Notifications notifications, Moment start) {
    this.alerts = alerts;
    this.notifications = notifications;
    this.wishedAt = start;
    this.urgentUntil = start;
  }

  /** A new change is wanted: that it fails, if it does, is a new story. */
  void newWish(Moment now) {
    changeTold = false;
    wishedAt = now;
  }

  /** What failed before our own standstill says little: it lasts from now on, if it does. */
  void stoodStill(Moment now) {
    wishedAt = now;
    if (since != null) {
      since = now;
    }
  }

  /** True from a failure until it is over. */
  boolean lasts() {
    return since != null;
  }

  /** {@code refused} when the provider refused our credentials. */
  void failed(Reason why, boolean refused, Moment now) {
    reason = why;
    denied = refused;
    if (since == null) {
      since = now;
    }
  }

  /**
   * Tells what has lasted long enough.
   *
   * @param open the cause of the change that is still to be made and told, null when there is none
   */
  void drive(@Nullable ChangeReason open, DecisionStep step) {
    if (since == null) {
      return;
    }
    if (open != null && open.isNews()) {
      urgentUntil = step.now();
      if (!changeTold && step.now().reached(since.orLater(wishedAt).plus(URGENT))) {
        changeTold = true;
        notifications.failing(open, reason, step);
      }
      return;
    }
    Duration patience = denied ? DENIED : AlertKind.RECORD_LOST.after();
    Moment begun = since.orLater(urgentUntil);
    if (alerts.raise(AlertKind.RECORD_LOST, "", begun, patience, step.now())) {
      notifications.recordLost(reason, denied, step);
    }
  }

  /**
   * Nothing is wrong any more. How a change ended is told by the change, or by the one after it.
   */
  void resolved(String value, DecisionStep step) {
    if (alerts.close(AlertKind.RECORD_LOST, "")) {
      notifications.closed(AlertKind.RECORD_LOST, "", Values.of("value", value), step);
    }
    since = null;
  }

  /** What the provider said last. */
  Reason reason() {
    return reason;
  }

  /** How long it has failed; null while it does not. */
  @Nullable Duration lastedFor(Moment now) {
    return since == null ? null : now.since(since);
  }
}
