// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import java.util.ArrayList;
import java.util.List;

/** A core that takes the end of a connection for a refused one. */
final class ClosedIsRefusedCore implements Failover {
  private final Failover core;
  private final String peer;

  ClosedIsRefusedCore(Failover core, String peer) {
    this.core = core;
    this.peer = peer;
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    List<Action> actions = new ArrayList<>(core.on(event, now));
    if (event instanceof Event.LinkClosed closed) {
      actions.addAll(core.on(new Event.ConnectFailed(peer, true, closed.reason()), now));
    }
    return actions;
  }
}
