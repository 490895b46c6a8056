// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Claim;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;
import org.jspecify.annotations.Nullable;

/** What the provider answers to a write. What stands there in the end, only a look can tell. */
final class WriteAnswers {
  private final RecordParts parts;
  private final Reconciler reconciler;
  private final Lease claims;
  private final ProviderCalls calls;

  WriteAnswers(RecordParts parts, Reconciler reconciler) {
    this.parts = parts;
    this.reconciler = reconciler;
    this.claims = parts.claims();
    this.calls = parts.calls();
  }

  /** A write was accepted. What its answer shows counts as read; a look follows all the same. */
  void written(Event.RecordWritten answer, DecisionStep step) {
    Call.Write asked = calls.answeredWrite(answer.number());
    Call.Write late = parts.lateWrites().answered(answer.number());
    if (asked == null || isOutdated(asked)) {
      landed(asked == null ? late : asked, answer.after(), step);
      return;
    }
    calls.forget();
    calls.changed(asked.asked());
    RecordSnapshot after = asked.isShownBy(answer.after()) ? answer.after() : null;
    accepted(asked, after, step);
    if (after != null) {
      calls.shown(after, asked.asked());
      reconciler.answered(after, step);
    }
    parts.schedule().readAt(step.now().plus(claims.pauseInVain()));
  }

  /**
   * A write took effect that nobody waits for any more. Its claim stands there, which the lists may
   * not show yet; what is being read now may be from before.
   */
  private void landed(
      Call.@Nullable Write write, @Nullable RecordSnapshot after, DecisionStep step) {
    if (write == null) {
      return;
    }
    calls.changed(step.now());
    Claim claim = write.claim();
    boolean shown = parts.lateWrites().isNews(write) && write.isShownBy(after);
    if (claim != null && shown && claim.epoch() > claims.epoch()) {
      claims.accepted(claim, write.basis(), after, write.asked());
    }
    if (!calls.changes()) {
      parts.openCalls().readAgain(step.now());
    }
  }

  private void accepted(Call.Write asked, @Nullable RecordSnapshot after, DecisionStep step) {
    Claim claim = asked.claim();
    if (claim != null) {
      claims.accepted(claim, asked.basis(), after, asked.asked());
      step.info("claim-settled", Values.of("claim", claim.holder()).and("epoch", claim.epoch()));
    }
    if (asked.writes() != null) {
      RecordChange change = parts.change().wanted();
      if (change != null) {
        change.accepted(asked.basis().value());
      }
      parts.news().accepted(step.now());
    }
    parts.refusals().resolved();
  }

  /** Where it was overtaken, it may be for a wish that is none any more, or before another one. */
  private boolean isOutdated(Call.Write write) {
    RecordChange change = parts.change().wanted();
    boolean wished =
        write.writes() == null || (change != null && change.value().equals(write.writes()));
    return !wished || (write.claim() != null && write.claim().epoch() < claims.epoch());
  }

  /**
   * The provider says that another server was faster: what stands there now tells whether that is
   * so. Where nothing has changed, it is a refusal like any other.
   */
  void conflict(Event.RecordConflict answer, DecisionStep step) {
    Call.Write asked = calls.answeredWrite(answer.number());
    if (asked == null) {
      return;
    }
    claims.refused(asked.claim(), asked.basis());
    parts.openCalls().forget();
    parts.refusals().lostRace(asked.basis(), step.now());
    parts.schedule().readAt(step.now());
    step.info("record-conflict");
  }

  /** What was read has changed since, which a refusal did not say. */
  void lostRace(DecisionStep step) {
    if (!parts.refusals().isCalledLostRace()) {
      step.info("record-conflict");
    }
  }

  /** Nothing was written: what stands there now tells whether another server was faster. */
  void refused(Event.RecordRefused answer, DecisionStep step) {
    Call.Write asked = calls.answeredWrite(answer.number());
    if (asked == null) {
      parts.lateWrites().answered(answer.number());
      return;
    }
    claims.refused(asked.claim(), asked.basis());
    parts.openCalls().forget();
    parts.refusals().refused(asked.basis(), Reason.said(answer.reason()), step.now());
    parts.schedule().readAt(step.now().plus(CallFailures.bounded(answer.retryAfter())));
    step.info("record-refused", Values.of("reason", answer.reason()));
  }

  /** It never left for the provider, so nothing of it can land. */
  void notMade(long number, Moment now) {
    Call.Write asked = calls.answeredWrite(number);
    if (asked == null) {
      parts.lateWrites().answered(number);
      return;
    }
    claims.refused(asked.claim(), null);
    parts.openCalls().forget();
    parts.refusals().notMade(now);
    parts.schedule().readAt(now.plus(Timing.READ_CLOSELY));
  }

  /** A read or a write failed; a write may have taken effect all the same. */
  void failed(Event.RecordFailed answer, DecisionStep step) {
    boolean inVain = calls.isOvertakenInVain(answer.number());
    Call asked = calls.failed(answer.number());
    ReadSchedule schedule = parts.schedule();
    schedule.leaveAloneUntil(step.now().plus(CallFailures.bounded(answer.retryAfter())));
    if (asked == null) {
      parts.lateWrites().answered(answer.number());
      schedule.readNoSoonerThanAllowed();
      if (inVain) {
        reported(answer, step);
      }
      return;
    }
    if (asked.writes() != null) {
      parts.change().mayHaveWritten(asked.writes());
      parts.lateWrites().failed(asked.writes(), step.now());
    }
    reported(answer, step);
  }

  private void reported(Event.RecordFailed answer, DecisionStep step) {
    Reason reason = Reason.said(answer.reason());
    parts.failures().failed(reason, answer.denied(), answer.retryAfter(), step);
  }
}
