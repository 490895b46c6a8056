// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A core that reads another claim, or none, where one stands. */
final class OtherClaimCore extends AlteredCore {
  private final UnaryOperator<@Nullable Claim> reads;

  /** {@code reads} is never asked where there is none. */
  OtherClaimCore(Failover core, UnaryOperator<@Nullable Claim> reads) {
    super(core);
    this.reads = reads;
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordRead read && read.snapshot().claim() != null
        ? new Event.RecordRead(read.number(), altered(read.snapshot()))
        : event;
  }

  private RecordSnapshot altered(RecordSnapshot snapshot) {
    return new RecordSnapshot(
        snapshot.value(),
        reads.apply(snapshot.claim()),
        snapshot.reference(),
        snapshot.sight(),
        snapshot.source());
  }
}
