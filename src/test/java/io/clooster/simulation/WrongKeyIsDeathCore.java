// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.HelloFault;

/** A core to which a wrong key is no sign of life. */
final class WrongKeyIsDeathCore extends AlteredCore {
  WrongKeyIsDeathCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.HelloFailed failed && failed.fault() == HelloFault.WRONG_KEY
        ? new Event.ConnectFailed(failed.peer(), true, failed.reason())
        : event;
  }
}
