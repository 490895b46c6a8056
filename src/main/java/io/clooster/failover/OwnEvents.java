// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.peer.GroupHold;
import io.clooster.failover.peer.OwnEligibility;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.record.RecordKeeper;
import java.time.Duration;

/** Takes in what happens to this server itself. */
final class OwnEvents {
  private final OwnEligibility own;
  private final GroupHold hold;
  private final RecordKeeper record;

  OwnEvents(PeerGroup group, RecordKeeper record) {
    this.own = group.own();
    this.hold = group.hold();
    this.record = record;
  }

  /** Its own checks said something. */
  void health(Event.OwnHealth health, DecisionStep step) {
    if (health.healthy() != own.healthy()) {
      own.checked(health.healthy(), health.reason());
      if (health.healthy()) {
        mayActAgain("server-healthy", step);
      } else {
        step.warn("server-unhealthy", Values.of("reason", health.reason()));
      }
    }
  }

  /** Its operator takes it out of service; once more, with another time, counts from then on. */
  void drain(Event.Drain drain, DecisionStep step) {
    own.drain(drain.lasts(), step.now());
    Values lasts = Values.of("lasts", drain.lasts().isZero() ? null : drain.lasts());
    step.info("server-drained", lasts);
  }

  /** Its operator puts it into service again. */
  void resume(DecisionStep step) {
    if (own.drained()) {
      own.resume();
      mayActAgain("server-drain-over", step);
    }
  }

  /** Whether an operator wants nothing to be moved, by what was heard and by the time. */
  void lookAtHold(DecisionStep step) {
    if (!hold.look(step.now())) {
      return;
    }
    Moment until = hold.until();
    if (until != null) {
      step.info("server-holds", Values.of("until", until));
    } else {
      mayActAgain("server-released", step);
    }
  }

  /** What has to be done before we take the records failed: the write was not made. */
  void beforeActiveFailed(Event.BeforeActiveFailed failed, DecisionStep step) {
    record.answers().notMade(failed.number(), step.now());
    if (own.unprepared() != null) {
      return; // A write from before that was known.
    }
    String why = Hook.BEFORE_ACTIVE.word() + ": " + failed.reason();
    Duration pause = own.beforeActiveFailed(why, step.now());
    step.warn("server-unprepared", Values.of("reason", why).and("retry", pause));
  }

  /** Looks at what time alone has changed; {@code holds} when we are the holder. */
  void look(boolean holds, DecisionStep step) {
    if (own.isDrainOver(step.now())) {
      resume(step);
    }
    if (holds) {
      own.holds();
    } else if (own.isUnpreparedOver(step.now())) {
      own.mayTryAgain();
      mayActAgain("server-prepared", step);
    }
  }

  /** What we could not do may be left to do. */
  private void mayActAgain(String kind, DecisionStep step) {
    record.readNow(step.now());
    step.info(kind);
  }
}
