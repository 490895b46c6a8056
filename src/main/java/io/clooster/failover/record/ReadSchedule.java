// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Moment;
import io.clooster.failover.Timing;
import org.jspecify.annotations.Nullable;

/** When the record is to be read next. */
final class ReadSchedule {
  /** The next read is due then; each answer and each failure sets it anew. */
  private Moment due;

  /** There will be something to see then, unless the provider is in trouble; null for nothing. */
  private @Nullable Moment expected;

  /** Until then the record is read closely, as one that died may have written just before. */
  private Moment closelyUntil;

  /** The provider asked us to leave it alone until then; only ever later. */
  private Moment waitUntil;

  /** The first read is due at {@code start}. */
  ReadSchedule(Moment start) {
    this.due = start;
    this.closelyUntil = start;
    this.waitUntil = start;
  }

  void readAt(Moment moment) {
    due = moment;
  }

  /** The next read waits for {@code moment}, and for as long as the provider asked for. */
  void readNoLaterThan(Moment moment) {
    Moment soon = moment.orLater(waitUntil);
    due = due.reached(soon) ? soon : due;
  }

  /** There will be something to see at {@code moment}; null for nothing. */
  void expect(@Nullable Moment moment) {
    expected = moment;
  }

  /** One that died may have written just before: reads now, and closely while that may land. */
  void readClosely(Moment now) {
    closelyUntil = now.plus(Timing.LAND_WITHIN);
    expected = now;
  }

  boolean isClose(Moment now) {
    return !now.reached(closelyUntil);
  }

  /** The provider asked us to leave it alone until {@code moment}. */
  void leaveAloneUntil(Moment moment) {
    waitUntil = moment.orLater(waitUntil);
  }

  /** The next read is no earlier than what the provider asked for. */
  void readNoSoonerThanAllowed() {
    due = due.orLater(waitUntil);
  }

  /** True when the provider did not ask us to leave it alone now. */
  boolean mayCall(Moment now) {
    return now.reached(waitUntil);
  }

  /** True when it is time to read; what is only expected waits while the provider is in trouble. */
  boolean isDue(boolean inTrouble, Moment now) {
    boolean early = expected != null && now.reached(expected) && !inTrouble;
    return early || now.reached(due);
  }

  /** The record is read now. */
  void reads() {
    expected = null;
  }
}
