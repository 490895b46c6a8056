// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.Claim;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Event;
import io.clooster.failover.Messenger;
import io.clooster.failover.Moment;
import io.clooster.failover.Reading;
import io.clooster.failover.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the administrator hears of a change of the record: each is told, and told once. */
final class ChangeNews {
  private final Messenger messenger;
  private final Intentions intentions;
  private final Incident incident;

  ChangeNews(Messenger messenger, boolean claimed) {
    this.messenger = messenger;
    this.intentions = new Intentions(claimed);
    this.incident = new Incident(messenger);
  }

  /** A change is wanted from now on; {@code suspected} is when the first sign was there. */
  void begins(Moment suspected, Moment now) {
    incident.begins(suspected, now);
  }

  /** This change is not wanted any more, and may have been made: that it was meant to is told. */
  void superseded(@Nullable RecordChange change, Step step) {
    if (change != null && change.owesNews()) {
      ChangeReason cause = change.wish().cause();
      intentions.tells(to -> messenger.superseded(cause, to), step);
    }
  }

  /** There is nothing to be told of what was meant to be written. */
  void forgetIntention(Step step) {
    intentions.ends(step);
  }

  /** It is not ours to move any more. */
  void ends() {
    incident.ends();
  }

  /** The change is about to be written: what is to be told of it is stored. */
  void intends(@Nullable Claim claim, @Nullable RecordChange change, Step step) {
    if (change != null && !change.told()) {
      intentions.writes(claim, change.value(), to -> written(change, to), step);
    }
  }

  /** An earlier run of ours left this message about a change. */
  void found(Event.Intended left, Moment now) {
    intentions.found(left, now);
  }

  /** The record was read: what was found is decided by it. */
  void read(Reading reading, Moment asked, Step step) {
    intentions.read(reading, asked, step);
  }

  private void written(RecordChange change, Step step) {
    DesiredRecord wish = change.wish();
    String overwritten = change.overwritten();
    if (overwritten != null && change.putsBack()) {
      messenger.putBack(overwritten, wish.value(), step);
    } else {
      messenger.moved(wish, overwritten, step);
    }
  }

  /** The provider accepted the change. */
  void accepted(Moment now) {
    incident.written(now);
  }

  /** The provider shows the change that we wrote. */
  void readBack(Reading reading, String value, Step step) {
    incident.readBack(reading, value, step);
  }

  /** Those who answer for the zone show it, or had time enough. */
  void verified(Event.RecordVerified answer, Step step) {
    incident.verified(answer, step);
  }

  /** No look shows what was told to be done. */
  void belied(RecordChange change, String why, Step step) {
    messenger.failing(change.wish().cause(), why, step);
  }

  /** The record is as wanted. */
  void tell(RecordChange change, Reading reading, Step step) {
    intentions.tells(to -> told(change, reading, to), step);
    intentions.ends(step);
    change.tell();
  }

  private void told(RecordChange change, Reading reading, Step step) {
    DesiredRecord wish = change.wish();
    String overwritten = change.overwritten();
    if (change.wrote() && overwritten != null && change.putsBack()) {
      messenger.putBack(overwritten, wish.value(), step);
    } else if (change.wrote()) {
      Duration since = incident.lasted(step.now());
      messenger.changed(wish, overwritten, since, reading.cached(), step);
    } else if (wish.cause().isNews()) {
      messenger.unchanged(wish.cause(), step);
    }
  }
}
