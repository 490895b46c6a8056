// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import org.jspecify.annotations.Nullable;

/** A core that does not notice when another server says that it goes. */
final class HearsNoFarewellCore extends AlteredCore {
  HearsNoFarewellCore(Failover core) {
    super(core);
  }

  @Override
  @Nullable Event hears(Event event) {
    return event instanceof Event.Leaving ? null : event;
  }
}
