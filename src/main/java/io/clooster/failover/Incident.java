// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/**
 * The times of one move of the record, from the evidence to the moment when all who answer for the
 * zone give the new value.
 */
final class Incident {
  private final String record;
  private final Messenger messenger;
  private boolean begun;
  private boolean asking;
  private boolean answered;
  private long question;
  private Moment suspected = new Moment(0);
  private Moment decided = suspected;
  private Moment written = suspected;

  Incident(String record, Messenger messenger) {
    this.record = record;
    this.messenger = messenger;
  }

  /** The record is to move; {@code since} is when the first sign was there. */
  void begins(Moment since, Moment now) {
    begun = true;
    asking = false;
    answered = false;
    suspected = since;
    decided = now;
  }

  /** From the first sign until now. */
  Duration lasted(Moment now) {
    return now.since(suspected);
  }

  /** It is not ours to move any more. */
  void ends() {
    begun = false;
    asking = false;
  }

  /** The provider accepted the change. */
  void written(Moment now) {
    answered = true;
    written = now;
  }

  /** The provider shows the change: asks those who answer for the zone. */
  void readBack(Reading reading, String value, Moment now, Actions out) {
    if (begun) {
      written = answered ? written : now;
      begun = false;
      asking = true;
      out.add(new Action.VerifyRecord(++question, reading, value));
    }
  }

  /** They have answered, or had time enough. */
  void verified(Event.RecordVerified answer, Moment now, Actions out) {
    if (!asking || answer.number() != question) {
      return;
    }
    asking = false;
    String times =
        "suspected %s ago, decided %s and written %s after that"
            .formatted(
                Texts.duration(now.since(suspected)),
                Texts.duration(decided.since(suspected)),
                Texts.duration(written.since(suspected)));
    if (!answer.lagging().isEmpty()) {
      out.warn("record=%s state=lagging: %s", record, String.join("; ", answer.lagging()));
      messenger.lag(answer.lagging(), out);
    } else if (answer.asked() == 0) {
      out.info("record=%s state=moved: %s; no name server was asked", record, times);
    } else {
      out.info(
          "record=%s state=moved: %s; verified at %d name servers; resolvers may give the old"
              + " value for %s more",
          record, times, answer.asked(), Texts.duration(left(answer.cached(), now)));
    }
  }

  private Duration left(Duration cached, Moment now) {
    Duration left = cached.minus(now.since(written));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
