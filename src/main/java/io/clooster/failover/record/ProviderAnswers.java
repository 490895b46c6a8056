// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import io.clooster.failover.peer.GroupView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the provider answers, and what that means for what is wanted. */
public final class ProviderAnswers {
  private final RecordParts parts;
  private final ProviderCalls calls;
  private final ReadSchedule schedule;
  private final Reconciler reconciler;
  private final WriteAnswers writes;

  ProviderAnswers(RecordParts parts, Reconciler reconciler) {
    this.parts = parts;
    this.calls = parts.calls();
    this.schedule = parts.schedule();
    this.reconciler = reconciler;
    this.writes = new WriteAnswers(parts, reconciler);
  }

  /** When the look of this number was asked; null when nobody waits for its answer any more. */
  public @Nullable Moment askedAt(long number) {
    return calls.askedAt(number);
  }

  /** That look was answered: what it shows, together with what we know besides. */
  public RecordSnapshot shows(RecordSnapshot look, Moment asked) {
    RecordSnapshot snapshot = parts.claims().completed(look, asked);
    calls.shows(snapshot, asked);
    return snapshot;
  }

  /** The answer to this look is not to be acted on; another one follows. */
  public void readLater(long number, Moment now) {
    if (calls.answeredRead(number) != null) {
      schedule.readAt(now.plus(Timing.READ_CLOSELY));
    }
  }

  /** The look of this number was answered by {@code reading}. */
  public void read(long number, RecordSnapshot snapshot, GroupView others, DecisionStep step) {
    Call.Read asked = calls.answeredRead(number);
    if (asked == null) {
      return;
    }
    calls.recordRead(snapshot, asked.asked());
    parts.news().read(snapshot, asked.asked(), step);
    parts.hurry().answered(step.now().since(asked.asked()));
    Refusals refusals = parts.refusals();
    switch (refusals.read(snapshot, step.now())) {
      case UNCLEAR -> schedule.readAt(refusals.pauseUntil());
      case FAILURE -> {
        calls.forgetKnown();
        parts.outage().failed(refusals.reason(), false, refusals.since());
        parts.failures().failed(refusals.reason(), Duration.ZERO, step);
      }
      case LOST_RACE -> {
        writes.lostRace(step);
        reconciler.compare(snapshot, asked.asked(), others, step);
      }
      case NONE -> reconciler.compare(snapshot, asked.asked(), others, step);
    }
  }

  /** Takes in what means the same for a pair and for a group; anything else is left alone. */
  public void take(Event event, DecisionStep step) {
    if (event instanceof Event.RecordRefused refused) {
      writes.refused(refused, step);
    } else if (event instanceof Event.RecordFailed failed) {
      writes.failed(failed, step);
    } else if (event instanceof Event.RecordVerified verified) {
      parts.news().verified(verified, step);
    } else if (event instanceof Event.Intended left) {
      intended(left, step.now());
    }
  }

  /** A write was accepted. What its answer shows counts as read; a look follows all the same. */
  public void written(Event.RecordWritten answer, DecisionStep step) {
    writes.written(answer, step);
  }

  /** This write never left; what it was to do is still to be done, if anything is. */
  public void notMade(long number, Moment now) {
    writes.notMade(number, now);
  }

  /** Another server was faster: what stands there now tells what that means. */
  public void conflict(Event.RecordConflict answer, DecisionStep step) {
    writes.conflict(answer, step);
  }

  /**
   * An earlier run of ours left the message about a change: the next look tells what became of it.
   */
  private void intended(Event.Intended left, Moment now) {
    parts.news().found(left, now);
    schedule.expect(now);
  }
}
