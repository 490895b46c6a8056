// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import java.util.List;

/** A core whose clock stops whenever it stands still. */
final class StoppedClockCore implements Failover {
  private final Failover core;
  private long last;
  private long hidden;
  private boolean started;

  StoppedClockCore(Failover core) {
    this.core = core;
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    if (started && now.nanos() - last > 2 * SimulatedDaemon.BEAT) {
      hidden += now.nanos() - last - SimulatedDaemon.BEAT;
    }
    started = true;
    last = now.nanos();
    return core.on(event, new Moment(now.nanos() - hidden));
  }
}
