// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision that is told less, more or something else than what happens: a broken core. */
abstract class AlteredCore implements Failover {
  final Failover core;

  AlteredCore(Failover core) {
    this.core = core;
  }

  @Override
  public final List<Action> on(Event event, Moment now) {
    Event heard = hears(event);
    return heard == null ? List.of() : wants(event, core.on(heard, now));
  }

  /** What it takes the event for; null when it does not notice it. */
  @Nullable Event hears(Event event) {
    return event;
  }

  /** What it does of what is right. */
  List<Action> wants(Event event, List<Action> actions) {
    return actions;
  }
}
