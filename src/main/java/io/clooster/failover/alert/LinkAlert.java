// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Values;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A link with one peer that stays away: told once by how long it does, and once when it is back.
 * What answered in the peer's place, or connected in its name, may be anybody's work: it is a hint
 * in that message, and never a reason for it. Another configuration, which only the peer can prove,
 * is told as such, once until there is a link.
 */
public final class LinkAlert {
  private static final Duration BLINK = Duration.ofSeconds(10);

  private final String peer;
  private final Alerts alerts;
  private final Notifications notifications;
  private final Moment first;
  private @Nullable Moment oursSince;
  private @Nullable Moment notOursSince;

  /** {@code first} is when nothing can be missed before. */
  public LinkAlert(String peer, Alerts alerts, Notifications notifications, Moment first) {
    this.peer = peer;
    this.alerts = alerts;
    this.notifications = notifications;
    this.first = first;
  }

  /** The peer has proved itself, and another configuration. */
  public void differs(String reason, DecisionStep step) {
    if (alerts.raiseNow(AlertKind.CONFIG_DIFFERS, peer, "", step.now())) {
      notifications.configDiffers(peer, "", reason, step);
    }
  }

  /** That is a newer list of servers, without us; {@code told} where one was told of already. */
  public void takenOff(String reason, boolean told, DecisionStep step) {
    if (alerts.raiseNow(AlertKind.CONFIG_DIFFERS, peer, "", step.now()) && !told) {
      notifications.configDiffers(peer, "taken-off", reason, step);
    }
  }

  /**
   * The peer is not missed, or it is for another server to tell so; for a moment that may only look
   * so, while the one that tells who sees whom is itself between two links.
   */
  public void isNotOurs(Moment now) {
    Moment since = notOursSince == null ? now : notOursSince;
    notOursSince = since;
    if (now.reached(since.plus(BLINK))) {
      oursSince = null;
    }
  }

  /**
   * The peer is missed, and it is for us to tell so.
   *
   * @param since since when there is no link
   * @param patience for so long that is nothing to tell
   * @param hint what stood in its way last, empty when that is not known
   */
  public void missed(Moment since, Duration patience, String hint, DecisionStep step) {
    Moment ours = oursSince == null ? step.now() : oursSince;
    oursSince = ours;
    notOursSince = null;
    Moment begun = since.orLater(ours).orLater(first);
    if (!alerts.isRaised(AlertKind.CONFIG_DIFFERS, peer)
        && alerts.raise(AlertKind.NO_LINK, peer, begun, patience, step.now())) {
      notifications.noLink(peer, patience, hint, step);
    }
  }

  /** Its death is told, which says more; and so will its return. */
  public void died() {
    alerts.close(AlertKind.NO_LINK, peer);
  }

  /** There is a link. */
  public void resolved(DecisionStep step) {
    boolean absent = alerts.close(AlertKind.NO_LINK, peer);
    if (alerts.close(AlertKind.CONFIG_DIFFERS, peer)) {
      notifications.closed(AlertKind.CONFIG_DIFFERS, peer, Values.NONE, step);
    } else if (absent) {
      notifications.closed(AlertKind.NO_LINK, peer, Values.NONE, step);
    }
  }
}
