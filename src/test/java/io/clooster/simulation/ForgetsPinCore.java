// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;

/** A core that does not see in the claim that an operator has chosen its holder. */
final class ForgetsPinCore extends AlteredCore {
  ForgetsPinCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordRead read
        ? new Event.RecordRead(read.number(), unpinned(read.snapshot()))
        : event;
  }

  private static RecordSnapshot unpinned(RecordSnapshot seen) {
    Claim claim = seen.claim();
    return claim == null
        ? seen
        : new RecordSnapshot(
            seen.value(),
            new Claim(claim.epoch(), claim.holder(), claim.renew(), claim.retry()),
            seen.reference(),
            seen.sight(),
            seen.source());
  }
}
