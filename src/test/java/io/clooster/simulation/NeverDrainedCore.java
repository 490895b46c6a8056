// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import org.jspecify.annotations.Nullable;

/** A core that does not hear that its operator drains it. */
final class NeverDrainedCore extends AlteredCore {
  NeverDrainedCore(Failover core) {
    super(core);
  }

  @Override
  @Nullable Event hears(Event event) {
    return event instanceof Event.Drain ? null : event;
  }
}
