// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Report;

/** A core to which only its own operator can say that nothing is to be moved. */
final class ForgetsHoldCore extends AlteredCore {
  ForgetsHoldCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.RecordRead read && read.snapshot().claim() != null) {
      return new Event.RecordRead(read.number(), free(read.snapshot(), read.snapshot().claim()));
    } else if (event instanceof Event.Reported reported) {
      return new Event.Reported(reported.link(), free(reported.report()));
    }
    return event;
  }

  private static RecordSnapshot free(RecordSnapshot seen, Claim claim) {
    return new RecordSnapshot(
        seen.value(),
        new Claim(claim.epoch(), claim.holder(), claim.renew(), claim.retry(), claim.pinned()),
        seen.reference(),
        seen.sight(),
        seen.source());
  }

  private static Report free(Report report) {
    return new Report(
        report.sequence(),
        report.eligible(),
        report.sees(),
        report.holder(),
        report.epoch(),
        report.reference(),
        report.run(),
        report.told(),
        report.drained());
  }
}
