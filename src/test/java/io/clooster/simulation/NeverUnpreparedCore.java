// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;

/** A core to which a write that was not made, as before_active failed, is one that lost a race. */
final class NeverUnpreparedCore extends AlteredCore {
  NeverUnpreparedCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.BeforeActiveFailed failed
        ? new Event.RecordConflict(failed.number())
        : event;
  }
}
