// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one question that is open at the DNS provider, and what the last look showed. */
final class ProviderCalls {
  /** The shell does so many calls of a kind at a time, and one more is open. */
  static final int BESIDE = 3;

  /** So long a look is no older than one that would be asked now. */
  static final Duration FRESH = Duration.ofSeconds(1);

  /** The number of the last call. */
  private long last;

  /** The call that is waited for; null for none. */
  private @Nullable Call open;

  /** The last look, answered or not; null since a write, or when it counts no more. */
  private @Nullable PendingRead look;

  /** What was read last, as long as no write of ours can have changed it; null otherwise. */
  private @Nullable RecordSnapshot known;

  /**
   * When what we know of the record was asked for; answers to what was asked before are outdated.
   */
  private @Nullable Moment knownAt;

  /** Whether the last look failed. */
  private boolean blind;

  /** Those that are not waited for any more, and whose answers count all the same. */
  private final Map<Long, Call> overtaken = new HashMap<>();

  /** A look; {@code reading} is null until it is answered. */
  record PendingRead(@Nullable RecordSnapshot snapshot, Moment asked) {}

  /** Asks what the record holds, and for this claim where it is not listed; null for none. */
  Action read(@Nullable ClaimReference reference, Moment now) {
    open = new Call.Read(++last, now);
    look = new PendingRead(null, now);
    return new Action.ReadRecord(last, reference);
  }

  /** Wants what was read to be changed; {@code value} is null to leave the record as it is. */
  Action change(
      @Nullable String value, RecordSnapshot snapshot, @Nullable Claim claim, Moment now) {
    open = new Call.Write(++last, value, claim, snapshot, now);
    look = null;
    known = null;
    return new Action.WriteRecord(last, snapshot, value == null ? snapshot.value() : value, claim);
  }

  boolean isOpen() {
    return open != null;
  }

  /** True while a change is open. */
  boolean changes() {
    return open != null && open.changes();
  }

  /** False while a change is open that depends on no claim. */
  boolean isFenced() {
    return !(open instanceof Call.Write write) || write.basis().isFence();
  }

  /** What the open question puts into the record; null for nothing. */
  @Nullable String writes() {
    return open == null ? null : open.writes();
  }

  /** The open look of this number, which is answered now; null when nobody asks it any more. */
  Call.@Nullable Read answeredRead(long number) {
    return answered(number, false) instanceof Call.Read read ? read : null;
  }

  /** The open write of this number, which is answered now; null when nobody asks it any more. */
  Call.@Nullable Write answeredWrite(long number) {
    return answered(number, true) instanceof Call.Write write ? write : null;
  }

  private @Nullable Call answered(long number, boolean changes) {
    Call late = overtaken.remove(number);
    if (late != null) {
      boolean counts = late.changes() ? !changes() : !isOutdated(late);
      return counts && late.changes() == changes ? late : null;
    }
    Call asked = open;
    if (asked == null || asked.number() != number || asked.changes() != changes) {
      return null;
    }
    open = null;
    return asked;
  }

  /** When this look was asked; null when nobody waits for its answer any more. */
  @Nullable Moment askedAt(long number) {
    Call late = overtaken.get(number);
    if (late != null) {
      return late.changes() || isOutdated(late) ? null : late.asked();
    }
    return open == null || open.number() != number || open.changes() ? null : open.asked();
  }

  /** A look that is under way must not delay what is asked next; its answer counts all the same. */
  void setAside() {
    if (open != null && overtaken.size() < BESIDE) {
      overtaken.put(open.number(), open);
    }
  }

  /** What it shows, as it was overtaken, may be older than what we know, or are about to change. */
  private boolean isOutdated(Call late) {
    return changes() || (knownAt != null && !late.asked().reached(knownAt));
  }

  /**
   * The open question, when it has waited so long that the next one is to be asked beside it: its
   * answer, when it comes, counts all the same.
   */
  @Nullable Call overtake(Duration patience, Moment now) {
    Call asked = open;
    if (asked == null || !now.reached(asked.asked().plus(patience))) {
      return null;
    }
    if (overtaken.size() >= BESIDE) {
      return null;
    }
    blind |= !asked.changes();
    overtaken.put(asked.number(), asked);
    open = null;
    look = null;
    return asked;
  }

  /**
   * Forgets what was overtaken and has had its time.
   *
   * @return whether a look is among it, and none has been answered since
   */
  boolean losesOvertaken(Moment now) {
    if (overtaken.isEmpty()) {
      return false; // Asked with each beat, and most often there is none.
    }
    boolean looks = overtaken.values().removeIf(call -> !call.changes() && isOver(call, now));
    overtaken.values().removeIf(call -> isOver(call, now));
    return looks && blind;
  }

  private static boolean isOver(Call call, Moment now) {
    return now.reached(call.asked().plus(Timing.SHELL_ENDS));
  }

  /** True when this is a look that was overtaken, and none has been answered since. */
  boolean isOvertakenInVain(long number) {
    Call late = overtaken.get(number);
    return late != null && !late.changes() && blind;
  }

  /** The open look, which stays open until it is {@link #answered}, shows this. */
  void shows(RecordSnapshot snapshot, Moment asked) {
    blind = false;
    known = snapshot;
    knownAt = asked;
  }

  /** What was asked at {@code asked} showed this, which counts from now on as the last look. */
  void recordRead(RecordSnapshot snapshot, Moment asked) {
    look = new PendingRead(snapshot, asked);
  }

  /** A write was accepted: what was asked before {@code moment} may show what was there before. */
  void changed(Moment moment) {
    knownAt = moment;
  }

  /** The answer to a write shows what stands there now. */
  void shown(RecordSnapshot snapshot, Moment asked) {
    known = snapshot;
    recordRead(snapshot, asked);
  }

  /** The open question of this number, which failed now; null when nobody asks it any more. */
  @Nullable Call failed(long number) {
    overtaken.remove(number);
    Call asked = open;
    if (asked == null || asked.number() != number) {
      return null;
    }
    blind |= !asked.changes();
    forget();
    return asked;
  }

  /** The open question, when it has waited too long for its answer: that is a failure, too. */
  @Nullable Call overdue(Moment now) {
    Call asked = open;
    return asked != null && now.reached(asked.asked().plus(Timing.CALL_ANSWER))
        ? failed(asked.number())
        : null;
  }

  /** What is open is not waited for any more, and what the last look showed counts no more. */
  @CanIgnoreReturnValue
  @Nullable Call forget() {
    Call forgotten = open;
    open = null;
    look = null;
    return forgotten;
  }

  /** A write that nobody waits for may have changed what was read. */
  void forgetKnown() {
    known = null;
  }

  /** What was asked before says nothing any more. */
  void forgetOvertaken() {
    overtaken.clear();
  }

  /** The last look, answered or not, when it is no older than one that would be asked now. */
  @Nullable PendingRead fresh(Moment now) {
    return look != null && !now.reached(look.asked().plus(FRESH)) ? look : null;
  }

  /** What was read last, as long as no write of ours can have changed it. */
  @Nullable RecordSnapshot known() {
    return known;
  }

  /** True from a failed look until one succeeds. */
  boolean blind() {
    return blind;
  }
}
