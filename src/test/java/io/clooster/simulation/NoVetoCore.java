// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Report;
import java.util.Set;

/** A core that does not hear whom others see. */
final class NoVetoCore extends AlteredCore {
  NoVetoCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.Reported told) {
      Report report = told.report();
      return new Event.Reported(
          told.link(),
          new Report(
              report.sequence(), report.eligible(), Set.of(), report.holder(), report.epoch()));
    }
    return event;
  }
}
