// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Report;

/** A core to which all servers have its own list, whatever they say. */
final class IgnoresListsCore extends AlteredCore {
  IgnoresListsCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.LinkOpened opened) {
      return new Event.LinkOpened(opened.peer(), opened.link(), opened.dialled());
    } else if (event instanceof Event.Reported told) {
      return new Event.Reported(told.link(), withoutUnlisted(told.report()));
    }
    return event;
  }

  private static Report withoutUnlisted(Report report) {
    return new Report(
        report.sequence(),
        report.eligible(),
        report.sees(),
        report.holder(),
        report.epoch(),
        report.reference(),
        report.run(),
        report.told(),
        report.drained(),
        report.hold(),
        report.observing());
  }
}
