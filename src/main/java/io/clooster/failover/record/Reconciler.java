// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.GroupView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Compares what was read with what is wanted, and does what brings them together. */
final class Reconciler {
  private final RecordParts parts;
  private final Lease claims;
  private final CurrentChange current;
  private final LateWrites lateWrites;
  private final ReadSchedule schedule;
  private final ManualEdit edit;
  private final ChangeNews news;

  /** What the record held when it was read last; null before that. */
  private @Nullable String lastValue;

  /** When the link was lost whose loss made us look; our start before that. */
  private Moment lostAt;

  Reconciler(RecordParts parts, Moment start) {
    this.parts = parts;
    this.claims = parts.claims();
    this.current = parts.change();
    this.lateWrites = parts.lateWrites();
    this.schedule = parts.schedule();
    this.edit = parts.edit();
    this.news = parts.news();
    this.lostAt = start;
  }

  @Nullable String lastValue() {
    return lastValue;
  }

  Moment lostAt() {
    return lostAt;
  }

  void linkLost(Moment now) {
    lostAt = now;
  }

  /** A look that was asked at {@code asked} shows this. */
  void compare(RecordSnapshot snapshot, Moment asked, GroupView others, DecisionStep step) {
    String value = snapshot.value();
    if (!value.equals(lastValue)) {
      step.info("record-read", Values.of("value", value));
      lastValue = value;
    }
    boolean awaited = claims.used() ? current.isGivenUp() : lateWrites.awaited();
    boolean closely = awaited || schedule.isClose(step.now());
    schedule.readAt(step.now().plus(closely ? Timing.READ_CLOSELY : claims.nextLook(step.now())));
    RecordChange change = current.wanted();
    if (change == null) {
      asWanted(value, step);
    } else if (value.equals(change.value()) && claims.isOf(value)) {
      asWanted(value, step);
      asWanted(change, snapshot, claims.replaced().isPending(), step);
    } else {
      differs(change, snapshot, asked, others, step);
    }
    lateWrites.expire(asked);
    current.read(asked);
  }

  /** The answer to a write shows this: where it is as wanted, that is done. */
  void answered(RecordSnapshot after, DecisionStep step) {
    RecordChange change = current.wanted();
    if (change != null && after.value().equals(change.value()) && claims.isOf(after.value())) {
      lastValue = after.value();
      asWanted(change, after, true, step);
    }
  }

  private void differs(
      RecordChange change,
      RecordSnapshot snapshot,
      Moment asked,
      GroupView others,
      DecisionStep step) {
    String value = snapshot.value();
    if (change.settled() && !claims.isOf(change.value())) {
      // The claim is made again, which is not for us where we only looked.
      asWanted(value, step);
      return;
    }
    if (change.settled() && !claims.used() && lateWrites.explain(value)) {
      step.warn("record-late-write", Values.of("value", value));
      change.reopen();
    }
    if (change.isBelied(value)) {
      change.reopen();
      if (change.isNewlyBelied() && change.told()) {
        news.belied(change, Reason.notShown(value), step);
      }
    }
    if (change.settled()) {
      asWanted(value, step);
      edited(change, snapshot, asked, others, step);
    } else {
      write(change, snapshot, asked, others, step);
    }
  }

  /** The change is to be made, unless something stands against that. */
  private void write(
      RecordChange change,
      RecordSnapshot snapshot,
      Moment asked,
      GroupView others,
      DecisionStep step) {
    String value = snapshot.value();
    if (!asked.reached(change.wish().notBefore())) {
      asWanted(value, step);
      schedule.readAt(change.wish().notBefore().orLater(step.now()));
    } else if (!others.allow(change.wish().cause())) {
      asWanted(value, step);
      schedule.readAt(step.now().plus(claims.used() ? Timing.READ_REGULARLY : Timing.READ_CLOSELY));
    } else if (others.onlyObserves()) {
      asWanted(value, step);
      schedule.readAt(step.now().plus(Timing.READ_REGULARLY));
      news.observed(change, value, step);
    } else if (!value.equals(change.value()) && change.isWithoutEffect()) {
      parts.failures().failed(Reason.notShown(value), Duration.ZERO, step);
    } else {
      boolean ours = others.mayHaveWritten(value) || others.weMayHaveWritten(value);
      change.overwrites(edit.overwrites(value, ours));
      parts.writer().write(change.value(), snapshot, step);
    }
  }

  /** Whether an edit stays, and is worth a message, is known when the peer's fate is. */
  private void edited(
      RecordChange change,
      RecordSnapshot snapshot,
      Moment asked,
      GroupView others,
      DecisionStep step) {
    if (others.inDoubt() && !asked.reached(lostAt.plus(ProviderCalls.FRESH))) {
      schedule.readAt(step.now().plus(Timing.READ_CLOSELY));
    } else if (isTakeOver(snapshot.value(), others, step.now()) && !others.isHeld()) {
      step.warn("record-overtaken", Values.of("value", snapshot.value()));
      change.reopen();
      parts.writer().write(change.value(), snapshot, step);
    } else if (parts.restore() && !others.isHeld()) {
      step.warn("record-edited.put-back", Values.of("found", snapshot.value()));
      change.reopenFor(snapshot.value());
      parts.writer().write(change.value(), snapshot, step);
    } else {
      edit.observed(snapshot.value(), change.value(), others, step);
    }
  }

  /** The record holds another server, whose claim ours may have overwritten. */
  private boolean isTakeOver(String value, GroupView others, Moment now) {
    return others.mayHaveWritten(value) && claims.mayHaveOverwritten(now);
  }

  /** The look was all that there was to do; while our claim is due, what keeps us from it lasts. */
  private void asWanted(String value, DecisionStep step) {
    if (!claims.due(step.now())) {
      parts.refusals().resolved();
      parts.failures().resolved(value, step);
    }
  }

  private void asWanted(
      RecordChange change, RecordSnapshot snapshot, boolean byAnswer, DecisionStep step) {
    String value = change.value();
    boolean mentioned = !change.told() && change.wrote() && change.overwritten() != null;
    if (!change.settled()) {
      step.info("record-settled", Values.of("value", value));
    }
    if (!change.told()) {
      news.tell(change, snapshot, step);
    }
    edit.resolved(value, mentioned, step);
    if (!change.settled() && change.wrote()) {
      news.readBack(snapshot, value, step);
    }
    if (byAnswer) {
      change.settleByAnswer();
    } else {
      change.settle();
    }
  }
}
