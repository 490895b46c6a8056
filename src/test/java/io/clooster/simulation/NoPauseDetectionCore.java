// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import java.util.ArrayList;
import java.util.List;

/** A core that never sees that it stood still: the beats that it missed come all at once. */
final class NoPauseDetectionCore implements Failover {
  private final Failover core;
  private long last;
  private boolean started;

  NoPauseDetectionCore(Failover core) {
    this.core = core;
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    List<Action> actions = new ArrayList<>();
    while (started && now.nanos() - last > SimulatedDaemon.BEAT) {
      last += SimulatedDaemon.BEAT;
      actions.addAll(core.on(new Event.Tick(), new Moment(last)));
    }
    started = true;
    last = now.nanos();
    actions.addAll(core.on(event, now));
    return actions;
  }
}
