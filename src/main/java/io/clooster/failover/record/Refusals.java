// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes that the provider refused. It gives many reasons, and not always the true one: whether
 * another server was faster, or the write can't be done at all, is told by what stands there now.
 */
final class Refusals {
  /** A list may lag behind the change that made the provider refuse ours. */
  static final Duration LAG = Duration.ofSeconds(3);

  /** So many in a row are a failure, whatever else is read meanwhile. */
  private static final int TOO_MANY = 4;

  /** What a look tells of the refusals before it. */
  enum Meaning {
    /** Nothing was refused since the last look. */
    NONE,
    /** What was read has changed: another server was faster. */
    LOST_RACE,
    /** Nothing has changed, as far as is listed yet. */
    UNCLEAR,
    /** Nothing has changed since the first one either. */
    FAILURE
  }

  /** What the refused write depended on, until the next look judges it; null for none. */
  private @Nullable RecordSnapshot judged;

  /** The provider's words at the last one. */
  private Reason reason = Reason.NONE;

  /** Whether the provider said at the last one that another server had been faster. */
  private boolean calledLostRace;

  /** So many in a row, with no accepted write between. */
  private int count;

  /** Whether the last look showed no change, so that another one is to tell. */
  private boolean unclear;

  /** When the first one in a row came. */
  private Moment since;

  /** Until then nothing is tried again, as lists may lag, or what comes before a write failed. */
  private Moment pauseUntil;

  Refusals(Moment start) {
    this.since = start;
    this.pauseUntil = start;
  }

  /** The same, and the provider says that another server was faster. */
  void lostRace(RecordSnapshot basis, Moment now) {
    refused(basis, Reason.UNFOUNDED_CONFLICT, now);
    calledLostRace = true;
  }

  /** The write that depended on {@code basis} was refused. */
  void refused(RecordSnapshot basis, Reason why, Moment now) {
    calledLostRace = false;
    if (!unclear) {
      since = now;
    }
    count++;
    judged = basis;
    reason = why;
  }

  /** The write never left: what comes before it failed, and may fail as fast again. */
  void notMade(Moment now) {
    pauseUntil = now.plus(Timing.READ_CLOSELY).orLater(pauseUntil);
  }

  /** What the look after it means. */
  Meaning read(RecordSnapshot found, Moment now) {
    RecordSnapshot basis = judged;
    if (basis == null) {
      return Meaning.NONE;
    }
    judged = null;
    boolean changed = !found.isSameAs(basis);
    if (count >= TOO_MANY || (!changed && unclear)) {
      return Meaning.FAILURE;
    }
    unclear = !changed;
    if (changed) {
      return Meaning.LOST_RACE;
    }
    pauseUntil = now.plus(LAG);
    return Meaning.UNCLEAR;
  }

  /** A write was accepted, or there is nothing to write any more. */
  void resolved() {
    count = 0;
    unclear = false;
    judged = null;
  }

  /**
   * True while what was refused is not to be tried again: the next look tells, or the one after.
   */
  boolean pauses(Moment now) {
    return judged != null || !now.reached(pauseUntil);
  }

  /** When the look after an unclear one is due. */
  Moment pauseUntil() {
    return pauseUntil;
  }

  /** The provider's words at the last one. */
  Reason reason() {
    return reason;
  }

  /** True when the provider itself said at the last one that another server was faster. */
  boolean isCalledLostRace() {
    return calledLostRace;
  }

  /** When the first one in a row came. */
  Moment since() {
    return since;
  }
}
