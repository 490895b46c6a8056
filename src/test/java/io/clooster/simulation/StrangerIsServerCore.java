// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.HelloFault;

/** A core to which whoever answers is the server that it wanted, with another configuration. */
final class StrangerIsServerCore extends AlteredCore {
  StrangerIsServerCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.HelloFailed failed
        ? new Event.HelloFailed(
            failed.peer(), HelloFault.OTHER_CONFIG, failed.origin(), failed.reason())
        : event;
  }
}
