// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A core that does not hear which deaths are told already. */
final class IgnoresDeliveredDeathsCore extends AlteredCore {
  IgnoresDeliveredDeathsCore(Failover core) {
    super(core);
  }

  @Override
  @Nullable Event hears(Event event) {
    if (event instanceof Event.Delivered) {
      return null;
    } else if (event instanceof Event.Reported reported) {
      Report all = reported.report();
      Report less =
          new Report(
              all.sequence(),
              all.eligible(),
              all.sees(),
              all.holder(),
              all.epoch(),
              all.reference(),
              all.run(),
              List.of());
      return new Event.Reported(reported.link(), less);
    }
    return event;
  }
}
