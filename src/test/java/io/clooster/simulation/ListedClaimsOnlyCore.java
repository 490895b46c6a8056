// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.ArrayList;
import java.util.List;

/** A core that knows of the claim what the lists show, and nothing else. */
final class ListedClaimsOnlyCore extends AlteredCore {
  ListedClaimsOnlyCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordWritten done
        ? new Event.RecordWritten(done.number())
        : event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> done = new ArrayList<>();
    for (Action action : actions) {
      done.add(
          action instanceof Action.ReadRecord read ? new Action.ReadRecord(read.number()) : action);
    }
    return done;
  }
}
