// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Action;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Durations;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Values;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times of one move of the record, from the evidence to the moment when all who answer for the
 * zone give the new value.
 */
final class Incident {
  private final Notifications notifications;

  /** Whether the record is to move, and has not been seen to have. */
  private boolean begun;

  /** What those who answer for the zone are to give, while they are asked; null otherwise. */
  private @Nullable String asked;

  /** Whether the provider accepted the write, so that its moment is known. */
  private boolean answered;

  /** The number of the last question to them; an answer to another one counts for nothing. */
  private long question;

  /** When the first sign was there. */
  private Moment suspected = new Moment(0);

  /** When it was decided that the record moves. */
  private Moment decided = suspected;

  /** When the provider accepted the change, or showed it first. */
  private Moment written = suspected;

  Incident(Notifications notifications) {
    this.notifications = notifications;
  }

  /** The record is to move; {@code since} is when the first sign was there. */
  void begins(Moment since, Moment now) {
    begun = true;
    asked = null;
    answered = false;
    suspected = since;
    decided = now;
  }

  /** From the first sign until now. */
  Duration lasted(Moment now) {
    return now.since(suspected);
  }

  /** It is not ours to move any more; what we have moved last is still asked for. */
  void ends() {
    begun = false;
  }

  /** The record holds {@code value}: where that is another one, those who answer will give it. */
  void reads(String value) {
    if (asked != null && !asked.equals(value)) {
      asked = null;
    }
  }

  /** The provider accepted the change. */
  void written(Moment now) {
    answered = true;
    written = now;
  }

  /** The provider shows the change: asks those who answer for the zone. */
  void readBack(RecordSnapshot snapshot, String value, DecisionStep step) {
    if (begun) {
      written = answered ? written : step.now();
      begun = false;
      asked = value;
      step.add(new Action.VerifyRecord(++question, snapshot, value));
    }
  }

  /** They have answered, or had time enough. */
  void verified(Event.RecordVerified answer, DecisionStep step) {
    if (asked == null || answer.number() != question) {
      return;
    }
    asked = null;
    Values times =
        Values.of("suspected", suspected)
            .and("decided", decided.since(suspected))
            .and("written", written.since(suspected))
            .and("verified", step.now().since(suspected));
    if (!answer.lagging().isEmpty()) {
      String variant = answer.asked() == 0 ? "unasked" : "";
      String line = variant.isEmpty() ? "record-lagging" : "record-lagging." + variant;
      step.warn(line, Values.of("lagging", answer.lagging()));
      notifications.lag(variant, answer.lagging(), step);
    } else if (answer.asked() == 0) {
      step.info("record-moved", times);
    } else {
      step.info(
          "record-moved.verified",
          times
              .and("asked", answer.asked())
              .and("resolvers", remaining(answer.cached(), step.now())));
    }
  }

  private Duration remaining(Duration cached, Moment now) {
    return Durations.max(cached.minus(now.since(written)), Duration.ZERO);
  }
}
