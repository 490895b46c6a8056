// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import java.util.List;

/** A core that looks at the wall clock. */
final class WallClockCore implements Failover {
  private final Machine machine;
  private final Failover core;

  WallClockCore(Machine machine, Failover core) {
    this.machine = machine;
    this.core = core;
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    return core.on(event, new Moment(machine.wall()));
  }
}
