// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.ArrayList;
import java.util.List;

/** A core that tells of each death that moves the record that nothing has to move, too. */
final class ContradictoryCore extends AlteredCore {
  ContradictoryCore(Failover core) {
    super(core);
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> more = new ArrayList<>();
    for (Action action : actions) {
      more.add(action);
      if (action instanceof Action.Notify told
          && told.kind().equals("peer-down")
          && told.variant().equals("moved")) {
        String id = told.id() + "-again";
        more.add(new Action.Notify(id, told.kind(), "unchanged", told.peer(), told.values()));
      }
    }
    return more;
  }
}
