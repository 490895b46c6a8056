// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;

/** A core that gives a holder all the time after an outage, whatever that promises. */
final class IgnoresPromiseCore extends AlteredCore {
  IgnoresPromiseCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordRead read
        ? new Event.RecordRead(read.number(), unpromising(read.snapshot()))
        : event;
  }

  private static RecordSnapshot unpromising(RecordSnapshot snapshot) {
    Claim claim = snapshot.claim();
    return claim == null
        ? snapshot
        : new RecordSnapshot(
            snapshot.value(),
            new Claim(claim.epoch(), claim.holder(), claim.renew()),
            snapshot.reference(),
            snapshot.sight(),
            snapshot.source());
  }
}
