// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link with one peer that stays away: told once by how long it does, and once when it is back.
 * What answered in the peer's place, or connected in its name, may be anybody's work: it is a hint
 * in that message, and never a reason for it. Another configuration, which only the peer can prove,
 * is told as such, once until there is a link.
 */
public final class LinkTrouble {
  /** A link that is back by then is no news. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration BLINK = Duration.ofSeconds(10);

  private final String peer;
  private final Notifications messenger;
  private Moment awakeSince;
  private @Nullable Moment oursSince;
  private @Nullable Moment notOursSince;
  private boolean absent;
  private boolean different;

  /** {@code first} is when nothing can be missed before. */
  public LinkTrouble(String peer, Notifications messenger, Moment first) {
    this.peer = peer;
    this.messenger = messenger;
    this.awakeSince = first;
  }

  /** The peer has proved itself, and another configuration. */
  public void differs(String reason, DecisionStep step) {
    if (!different) {
      different = true;
      messenger.configDiffers(peer, reason, step);
    }
  }

  /** Our own standstill: a link that we did not look for was not away. */
  public void stoodStill(Moment now) {
    awakeSince = now;
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
    Moment begun = since.orLater(ours).orLater(awakeSince);
    if (!absent && !different && step.now().reached(begun.plus(patience))) {
      absent = true;
      messenger.noLink(peer, patience, hint, step);
    }
  }

  /** Its death is told, which says more; and so will its return. */
  public void died() {
    absent = false;
  }

  /** There is a link. */
  public void over(DecisionStep step) {
    if (different) {
      messenger.configMatches(peer, step);
    } else if (absent) {
      messenger.linkBack(peer, step);
    }
    different = false;
    absent = false;
  }

  /** What was told of it, and is not over. */
  public List<Status.Alert> alerts() {
    List<Status.Alert> alerts = new ArrayList<>();
    if (absent) {
      alerts.add(new Status.Alert("no-link", peer));
    }
    if (different) {
      alerts.add(new Status.Alert("config-differs", peer));
    }
    return alerts;
  }
}
