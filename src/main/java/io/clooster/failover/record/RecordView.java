// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.Moment;
import io.clooster.failover.Status;
import org.jspecify.annotations.Nullable;

/** What is known of the record, for who asks. */
public final class RecordView {
  private final RecordParts parts;
  private final Reconciler reconciler;

  RecordView(RecordParts parts, Reconciler reconciler) {
    this.parts = parts;
    this.reconciler = reconciler;
  }

  /** What made us want the record as it is to be; null where nothing is wanted of us. */
  public @Nullable ChangeReason cause() {
    RecordChange change = parts.change().wanted();
    return change == null ? null : change.wish().cause();
  }

  /** The record, and what is wanted of it. */
  public Status.RecordStatus status(Moment now) {
    RecordChange change = parts.change().wanted();
    ProviderOutage outage = parts.outage();
    return new Status.RecordStatus(
        reconciler.lastValue(),
        change == null ? null : change.value(),
        change != null && change.settled(),
        outage.lasts() ? outage.reason().toString() : null,
        outage.lastedFor(now));
  }
}
