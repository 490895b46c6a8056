// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.ArrayList;
import java.util.List;

/** A core that asks for everything twice, with each heartbeat. */
final class ConstantReadsCore extends AlteredCore {
  private long last;

  ConstantReadsCore(Failover core) {
    super(core);
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> done = new ArrayList<>(actions);
    for (Action action : actions) {
      if (action instanceof Action.ReadRecord read) {
        last = read.number();
      } else if (action instanceof Action.WriteRecord) {
        last = 0;
      }
    }
    if (event instanceof Event.KeepAliveDue && last > 0) {
      done.add(new Action.ReadRecord(last));
    }
    return done;
  }
}
