// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.Claim;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.ToldIncidents;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the administrator hears of a change of the record: each is told, and told once. */
final class ChangeNews {
  private final Notifications notifications;
  private final Intentions intentions;
  private final Incident incident;

  /** The deaths that are known to be told. */
  private final ToldIncidents deaths;

  /** What made us want the last change that was told as made; null for none. */
  private @Nullable ChangeReason lastMade;

  ChangeNews(Notifications notifications, boolean claimed, ToldIncidents deaths) {
    this.notifications = notifications;
    this.deaths = deaths;
    this.intentions = new Intentions(claimed);
    this.incident = new Incident(notifications);
  }

  /** A change is wanted from now on; {@code suspected} is when the first sign was there. */
  void begins(Moment suspected, Moment now) {
    incident.begins(suspected, now);
  }

  /** This change is not wanted any more, and may have been made: that it was meant to is told. */
  void superseded(@Nullable RecordChange change, DecisionStep step) {
    if (change != null && change.owesNews()) {
      ChangeReason cause = change.wish().cause();
      intentions.tells(to -> notifications.superseded(cause, to), step);
    }
  }

  /** There is nothing to be told of what was meant to be written. */
  void forgetIntention(DecisionStep step) {
    intentions.ends(step);
  }

  /** It is not ours to move any more. */
  void ends() {
    incident.ends();
  }

  /** The change is about to be written: what is to be told of it is stored. */
  void intends(@Nullable Claim claim, @Nullable RecordChange change, DecisionStep step) {
    if (change != null && !change.told()) {
      intentions.writes(claim, change.value(), to -> written(change, to), step);
    }
  }

  /** An earlier run of ours left this message about a change. */
  void found(Event.Intended left, Moment now) {
    intentions.found(left, now);
  }

  /** The record was read: what was found is decided by it. */
  void read(RecordSnapshot snapshot, Moment asked, DecisionStep step) {
    intentions.read(snapshot, asked, step);
    incident.reads(snapshot.value());
  }

  private void written(RecordChange change, DecisionStep step) {
    DesiredRecord wish = change.wish();
    String overwritten = change.overwritten();
    if (overwritten != null && change.putsBack()) {
      notifications.putBack(overwritten, wish.value(), step);
    } else {
      notifications.moved(wish, overwritten, step);
    }
  }

  /** The provider accepted the change. */
  void accepted(Moment now) {
    incident.written(now);
  }

  /** The provider shows the change that we wrote. */
  void readBack(RecordSnapshot snapshot, String value, DecisionStep step) {
    incident.readBack(snapshot, value, step);
  }

  /** Those who answer for the zone show it, or had time enough. */
  void verified(Event.RecordVerified answer, DecisionStep step) {
    incident.verified(answer, step);
  }

  /** It would be written now, if we did more than observe. */
  void observed(RecordChange change, String found, DecisionStep step) {
    if (!change.told()) {
      change.tell();
      notifications.observed(change.wish(), found, step);
    }
  }

  /** No look shows what was told to be done. */
  void belied(RecordChange change, Reason why, DecisionStep step) {
    notifications.failing(change.wish().cause(), why, step);
  }

  /** The record is as wanted. */
  void tell(RecordChange change, RecordSnapshot snapshot, DecisionStep step) {
    intentions.tells(to -> told(change, snapshot, to), step);
    intentions.ends(step);
    change.tell();
  }

  private void told(RecordChange change, RecordSnapshot snapshot, DecisionStep step) {
    DesiredRecord wish = change.wish();
    String overwritten = change.overwritten();
    if (change.wrote() && overwritten != null && change.putsBack()) {
      notifications.putBack(overwritten, wish.value(), step);
    } else if (change.wrote()) {
      Duration since = incident.lasted(step.now());
      notifications.changed(wish, overwritten, since, snapshot.cached(), step);
      lastMade = wish.cause();
    } else if (wish.cause().isNews() && !isMadeAlready(wish.cause()) && !isTold(wish.cause())) {
      notifications.unchanged(wish.cause(), step);
    }
  }

  /** That nothing has to move for a death is no news where somebody has told of it. */
  private boolean isTold(ChangeReason cause) {
    return cause instanceof ChangeReason.PeerDown death && deaths.contains(death);
  }

  /** It was told that the record moved for this death; a list that lags showed it as before. */
  private boolean isMadeAlready(ChangeReason cause) {
    return !cause.incident().isEmpty() && cause.equals(lastMade);
  }
}
