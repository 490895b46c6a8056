// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Report;

/** A core to which each server that it hears may hold the record, whatever that says of itself. */
final class AllAreEligibleCore extends AlteredCore {
  AllAreEligibleCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.Reported told) {
      Report report = told.report();
      return new Event.Reported(
          told.link(),
          new Report(
              report.sequence(),
              true,
              report.sees(),
              report.holder(),
              report.epoch(),
              report.reference(),
              report.run(),
              report.told()));
    }
    return event;
  }
}
