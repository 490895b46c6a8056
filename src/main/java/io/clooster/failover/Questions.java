// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one question that is open at the DNS provider, and what the last look showed. */
final class Questions {
  /** Guards the guard: the shell answers each call within 10 s, and a read takes two at most. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** So long a look is no older than one that would be asked now. */
  static final Duration FRESH = Duration.ofSeconds(1);

  private long last;
  private @Nullable Call open;
  private @Nullable Look look;
  private @Nullable Reading known;
  private boolean blind;

  /**
   * A question; {@code writes} is what it puts into the record, null for a look and for a write of
   * the claim alone.
   */
  record Call(long number, @Nullable String writes, @Nullable Claim claim, Moment asked) {
    boolean changes() {
      return writes != null || claim != null;
    }
  }

  /** A look; {@code reading} is null until it is answered. */
  record Look(@Nullable Reading reading, Moment asked) {}

  /** Asks what the record holds. */
  Action look(Moment now) {
    open = new Call(++last, null, null, now);
    look = new Look(null, now);
    return new Action.ReadRecord(last);
  }

  /** Wants what was read to be changed; {@code value} is null to leave the record as it is. */
  Action change(@Nullable String value, Reading reading, @Nullable Claim claim, Moment now) {
    open = new Call(++last, value, claim, now);
    look = null;
    known = null;
    return new Action.WriteRecord(last, reading, value == null ? reading.value() : value, claim);
  }

  boolean isOpen() {
    return open != null;
  }

  /** True while a change is open. */
  boolean changes() {
    return open != null && open.changes();
  }

  /** What the open question puts into the record; null for nothing. */
  @Nullable String writes() {
    return open == null ? null : open.writes();
  }

  /** The open question of this number, which is answered now; null when nobody asks it any more. */
  @Nullable Call answered(long number, boolean changes) {
    Call asked = open;
    if (asked == null || asked.number() != number || asked.changes() != changes) {
      return null;
    }
    open = null;
    return asked;
  }

  /**
   * A look was answered, which stays open until it is {@link #answered}.
   *
   * @return when it was asked; null when nobody waits for its answer any more
   */
  @Nullable Moment seen(Event.RecordRead answer) {
    if (open == null || open.number() != answer.number() || open.changes()) {
      return null;
    }
    blind = false;
    known = answer.reading();
    return open.asked();
  }

  /** What a look that was asked at {@code asked} showed counts from now on as the last one. */
  void seen(Reading reading, Moment asked) {
    look = new Look(reading, asked);
  }

  /** The open question of this number, which failed now; null when nobody asks it any more. */
  @Nullable Call failed(long number) {
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
    return asked != null && now.reached(asked.asked().plus(ANSWER_WITHIN))
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

  /** The last look, answered or not, when it is no older than one that would be asked now. */
  @Nullable Look fresh(Moment now) {
    return look != null && now.since(look.asked()).compareTo(FRESH) < 0 ? look : null;
  }

  /** What was read last, as long as no write of ours can have changed it. */
  @Nullable Reading known() {
    return known;
  }

  /** True from a failed look until one succeeds. */
  boolean blind() {
    return blind;
  }
}
