// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Durations;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import java.time.Duration;

/** A core that takes no other holder to promise more than a minute. */
final class ImpatientCore extends AlteredCore {
  private final String own;

  ImpatientCore(Failover core, String own) {
    super(core);
    this.own = own;
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordRead read
        ? new Event.RecordRead(read.number(), hasty(read.snapshot()))
        : event;
  }

  private RecordSnapshot hasty(RecordSnapshot snapshot) {
    Claim claim = snapshot.claim();
    return claim == null || claim.holder().equals(own)
        ? snapshot
        : new RecordSnapshot(
            snapshot.value(),
            new Claim(claim.epoch(), claim.holder(), hasty(claim.renew()), claim.retry()),
            snapshot.reference(),
            snapshot.sight(),
            snapshot.source());
  }

  private static Duration hasty(Duration renew) {
    return Durations.min(renew, Timing.RENEW_MAX);
  }
}
