// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import org.jspecify.annotations.Nullable;

/** A core that does not hear what an earlier run of it was about to tell. */
final class ForgetsIntendedMessagesCore extends AlteredCore {
  ForgetsIntendedMessagesCore(Failover core) {
    super(core);
  }

  @Override
  @Nullable Event hears(Event event) {
    return event instanceof Event.Intended ? null : event;
  }
}
