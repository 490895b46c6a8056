// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Moment;
import io.clooster.failover.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The one change that is wanted of us, if any.
 *
 * <pre>
 *            wanted                 not wanted any more, and a write may still land
 *  Nothing ─────────> Wanted(change) ─────────────────────────────> GivenUp(wish, at)
 *     ^                │    ^                                         │       │
 *     │   not wanted   │    └──────── it landed, or another is wanted ┘       │
 *     ├────────────────┘                                                      │
 *     └───────────── a look later than it could land does not show it ────────┘
 * </pre>
 */
final class CurrentChange {

  private sealed interface State {}

  /** The record is only looked at. */
  private record Nothing() implements State {}

  private record Wanted(RecordChange change) implements State {}

  /** It was wanted until {@code at}; a write for it may have taken effect, or may do so. */
  private record GivenUp(DesiredRecord wish, Moment at) implements State {}

  private State state = new Nothing();

  /** What is wanted of us; null for nothing. */
  @Nullable RecordChange wanted() {
    return state instanceof Wanted wanted ? wanted.change() : null;
  }

  /** The same, while the record is not yet as wanted. */
  @Nullable RecordChange open() {
    RecordChange change = wanted();
    return change == null || change.settled() ? null : change;
  }

  /** {@code next} is wanted from now on. A write for the same that was given up counts for it. */
  RecordChange begin(DesiredRecord next) {
    RecordChange change = new RecordChange(next);
    if (mayLand(next.value())) {
      change.mayHaveWritten();
    }
    state = new Wanted(change);
    return change;
  }

  /** What {@code next} wants was just read. */
  RecordChange adopt(DesiredRecord next) {
    RecordChange change = new RecordChange(next);
    state = new Wanted(change);
    return change;
  }

  /** Nothing is wanted any more; {@code mayLand} when a write may still take effect. */
  void giveUp(RecordChange change, boolean mayLand, Moment now) {
    state = mayLand ? new GivenUp(change.wish(), now) : new Nothing();
  }

  /**
   * The record holds {@code value}: true when that is the work of a write that was given up. Then
   * it is wanted again.
   */
  boolean resume(String value) {
    if (state instanceof GivenUp left && value.equals(left.wish().value())) {
      adopt(left.wish()).mayHaveWritten();
      return true;
    }
    return false;
  }

  /** True when a write that was given up may put {@code value} into the record. */
  boolean mayLand(String value) {
    return state instanceof GivenUp left && value.equals(left.wish().value());
  }

  /** True while a write that was given up may still land. */
  boolean isGivenUp() {
    return state instanceof GivenUp;
  }

  /** What a look later than that does not show will not land any more. */
  void read(Moment asked) {
    if (state instanceof GivenUp left && asked.reached(left.at().plus(Timing.LAND_WITHIN))) {
      state = new Nothing();
    }
  }

  /** A write of {@code value}, null for none, may have taken effect. */
  void mayHaveWritten(@Nullable String value) {
    RecordChange change = wanted();
    if (change != null && value != null) {
      change.mayHaveWritten();
    }
  }
}
