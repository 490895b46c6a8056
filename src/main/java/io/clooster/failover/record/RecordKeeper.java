// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Alerts;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.ToldIncidents;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.lease.RecordFacts;
import io.clooster.failover.peer.GroupView;
import io.clooster.failover.role.ChangeTiming;
import io.clooster.failover.role.RecordControl;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record what it should be, and keeps looking: read, compare, write, read back. It is
 * driven by what is wanted now and what was read last, never by a single event, so a failed call is
 * tried again for as long as it takes, and an answer to a question that nobody asks any more
 * changes nothing.
 */
public final class RecordKeeper implements RecordControl {
  private final RecordParts parts;
  private final Lease claims;
  private final ProviderCalls calls;
  private final ReadSchedule schedule;
  private final CurrentChange current;
  private final Reconciler reconciler;
  private final ProviderAnswers answers;
  private final RecordView view;

  /** {@code restore} puts back at once what was edited by hand. */
  public RecordKeeper(
      Notifications notifications,
      Alerts alerts,
      ToldIncidents deaths,
      Lease claims,
      boolean restore,
      Moment start,
      RandomGenerator random) {
    this.parts = RecordParts.of(notifications, alerts, deaths, claims, restore, start, random);
    this.claims = claims;
    this.calls = parts.calls();
    this.schedule = parts.schedule();
    this.current = parts.change();
    this.reconciler = new Reconciler(parts, start);
    this.answers = new ProviderAnswers(parts, reconciler);
    this.view = new RecordView(parts, reconciler);
  }

  /** Shows what is known of the record. */
  public RecordView view() {
    return view;
  }

  /** Takes in what the provider answers. */
  public ProviderAnswers answers() {
    return answers;
  }

  /**
   * The peer may turn out to be dead: looks at once, so that the record is known by then. Not twice
   * a second, however often the link breaks, and not at a provider in trouble.
   */
  public void linkLost(Moment now) {
    reconciler.linkLost(now);
    if (!parts.outage().lasts() && calls.fresh(now) == null) {
      schedule.readAt(now);
    }
  }

  @Override
  public Moment lostAt() {
    return reconciler.lostAt();
  }

  /** What the provider shows is waited for, as a server is out of sight; or it is not any more. */
  public void hurry(boolean waits, Moment now) {
    if (parts.hurry().set(waits || claims.urgent(), claims.urgent()) && calls.blind()) {
      schedule.readNoLaterThan(now.plus(Hurry.OTHERS));
    }
  }

  @Override
  public boolean blind() {
    return calls.blind();
  }

  @Override
  public void readAt(@Nullable Moment moment) {
    schedule.expect(moment);
  }

  @Override
  public void want(DesiredRecord next, ChangeTiming timing, GroupView others, DecisionStep step) {
    Moment now = step.now();
    parts.news().superseded(current.wanted(), step);
    parts.news().forgetIntention(step);
    step.info("record-wanted", Values.of("value", next.value()));
    RecordChange begun = current.begin(next);
    parts.news().begins(timing.suspected(), now);
    parts.lateWrites().peersMayLand(claims.used() ? List.of() : timing.late(), now);
    parts.failures().newChange(now);
    if (!(next.cause() instanceof ChangeReason.PeerDown
        && useLook(begun, timing.shown(), others, step))) {
      parts.openCalls().readAgain(now);
    }
  }

  /** True when what was asked since the link was lost, answered or not yet, serves this change. */
  private boolean useLook(RecordChange begun, Moment shown, GroupView others, DecisionStep step) {
    ProviderCalls.PendingRead look = calls.fresh(step.now());
    if (look == null || !look.asked().reached(shown)) {
      return false;
    }
    RecordSnapshot shows = look.snapshot();
    if (shows != null && claims.isBehind()) {
      return false; // It did not show the claim that we were told of: the next one may.
    }
    begun.notBefore(shown);
    if (shows != null) {
      reconciler.compare(shows, look.asked(), others, step);
    }
    return true;
  }

  @Override
  public void release(DecisionStep step) {
    RecordChange left = current.wanted();
    if (left != null) {
      boolean mayLand = !left.settled() && (left.wrote() || calls.writes() != null);
      if (mayLand) {
        parts.news().superseded(left, step);
      }
      parts.news().forgetIntention(step);
      parts.news().ends();
      current.giveUp(left, mayLand, step.now());
      parts.edit().forget();
      parts.openCalls().readAgain(step.now());
    }
  }

  @Override
  public boolean resume(String value) {
    return current.resume(value);
  }

  @Override
  public void adopt(DesiredRecord next) {
    current.adopt(next);
  }

  @Override
  public void adoptAsIs(DesiredRecord next) {
    RecordChange adopted = current.adopt(next);
    adopted.settle();
    adopted.tell();
  }

  @Override
  public boolean settled() {
    RecordChange change = current.wanted();
    return change != null && change.settled();
  }

  /** True when a look has shown the record as wanted, and nothing came between since. */
  public boolean isReadBack() {
    RecordChange change = current.wanted();
    return change != null && change.isReadBack();
  }

  @Override
  public @Nullable String lastValue() {
    return reconciler.lastValue();
  }

  /** What writes of ours that were given up, and are not answered, may put into the record. */
  public Set<String> mayBecome() {
    return parts.lateWrites().unanswered();
  }

  @Override
  public RecordFacts facts(String value) {
    return new RecordFacts(
        lastValue(), current.mayLand(value), parts.lateWrites().mayExplain(value));
  }

  /** Something waits for what a look shows: not twice a second, whatever happens. */
  public void readSoon(Moment now) {
    if (!calls.isOpen() && calls.fresh(now) == null) {
      readNow(now);
    }
  }

  @Override
  public void readNow(Moment now) {
    schedule.expect(now);
  }

  /** One that died may have written just before: looks now, and closely while that may land. */
  public void othersMayLand(Moment now) {
    schedule.readClosely(now);
  }

  /**
   * After our own standstill the answers are old, and so is what we know of the peer: a change that
   * is still to be made waits until {@code doubtUntil}.
   */
  public void stoodStill(Moment now, Moment doubtUntil) {
    RecordChange open = current.open();
    if (open != null) {
      open.notBefore(doubtUntil.orLater(open.wish().notBefore()));
    }
    parts.outage().stoodStill(now);
    parts.lateWrites().stoodStill(now);
    calls.forgetKnown();
    current.mayHaveWritten(calls.writes());
    parts.openCalls().readAgain(now);
    calls.forgetOvertaken();
  }

  /** The peer was just seen to be dead: no need to wait any longer. */
  public void goAhead(Moment now) {
    RecordChange open = current.open();
    if (open != null && !now.reached(open.wish().notBefore())) {
      open.notBefore(now);
      parts.openCalls().readAgain(now);
    }
  }

  /** Asks when it is time to, and tells the administrator when an answer stays away. */
  public void drive(DecisionStep step) {
    Moment now = step.now();
    Call overdue = calls.overdue(now);
    if (overdue != null) {
      parts.openCalls().stopWaiting(overdue, now);
      parts.failures().failed(Reason.NO_ANSWER, Duration.ZERO, step);
    }
    if (calls.losesOvertaken(now)) {
      parts.failures().failed(Reason.NO_ANSWERS, Duration.ZERO, step);
    }
    if (parts.hurry().isOn() && schedule.mayCall(now)) {
      parts.openCalls().overtake(parts.hurry().patience(), now);
    }
    if (claims.due(now)) {
      parts.writer().renew(parts.outage().lasts(), step);
    }
    RecordChange change = current.wanted();
    ChangeReason untold = change == null || change.told() ? null : change.wish().cause();
    parts.outage().drive(untold, step);
    if (!calls.isOpen() && schedule.isDue(parts.outage().lasts(), now)) {
      schedule.reads();
      step.add(calls.read(claims.asks(), now));
    }
  }
}
