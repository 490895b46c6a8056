// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import org.jspecify.annotations.Nullable;

/** A core that held the claim once, and does not see that another one does. */
final class NeverLosesClaimCore extends AlteredCore {
  private final String own;
  private @Nullable Claim held;

  NeverLosesClaimCore(Failover core, String own) {
    super(core);
    this.own = own;
  }

  @Override
  Event hears(Event event) {
    if (!(event instanceof Event.RecordRead answer)) {
      return event;
    }
    RecordSnapshot read = answer.snapshot();
    if (read.claim() != null && read.claim().holder().equals(own)) {
      held = read.claim();
    }
    return held == null
        ? event
        : new Event.RecordRead(
            answer.number(), new RecordSnapshot(read.value(), held, read.source()));
  }
}
