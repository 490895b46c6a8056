// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import org.jspecify.annotations.Nullable;

/** A core to which a connection without a proof says no more than one that was never answered. */
final class SilenceOnlyCore extends AlteredCore {
  SilenceOnlyCore(Failover core) {
    super(core);
  }

  @Override
  @Nullable Event hears(Event event) {
    if (event instanceof Event.ConnectAccepted) {
      return null;
    }
    return event instanceof Event.HelloFailed failed
            && failed.origin() == HelloOrigin.DIALLED
            && failed.fault() != HelloFault.OTHER_CONFIG
        ? new Event.ConnectFailed(failed.peer(), false, failed.reason())
        : event;
  }
}
