// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.ArrayList;
import java.util.List;

/** A core that does nothing more about the record after a failure, until it wants something new. */
final class NoRetryCore extends AlteredCore {
  private boolean failed;

  NoRetryCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    failed |= event instanceof Event.RecordFailed;
    return event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> done = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.Log line && line.kind().equals("record-wanted")) {
        failed = false;
      }
      boolean call = action instanceof Action.ReadRecord || action instanceof Action.WriteRecord;
      if (!(failed && call)) {
        done.add(action);
      }
    }
    return done;
  }
}
