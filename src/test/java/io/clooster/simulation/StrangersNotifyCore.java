// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Values;
import java.util.ArrayList;
import java.util.List;

/** A core that tells the administrator of each connection that failed. */
final class StrangersNotifyCore extends AlteredCore {
  private final String run;
  private int told;

  StrangersNotifyCore(Failover core, String run) {
    super(core);
    this.run = run;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    if (!(event instanceof Event.HelloFailed failed)) {
      return actions;
    }
    List<Action> more = new ArrayList<>(actions);
    more.add(
        new Action.Notify(run + "-stranger-" + ++told, "no-link", "", failed.peer(), Values.NONE));
    return more;
  }
}
