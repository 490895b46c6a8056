// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import org.jspecify.annotations.Nullable;

/** A core that does not hear of one kind of event. */
final class DeafCore extends AlteredCore {
  private final Class<? extends Event> unheard;

  DeafCore(Failover core, Class<? extends Event> unheard) {
    super(core);
    this.unheard = unheard;
  }

  @Override
  @Nullable Event hears(Event event) {
    return unheard.isInstance(event) ? null : event;
  }
}
