// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.List;
import java.util.Set;

/** A core that tells no death but of the server that held the record. */
final class MovesOnlyCore extends AlteredCore {
  private static final Set<String> WITHOUT_A_MOVE = Set.of("unchanged", "out-of-sight");

  MovesOnlyCore(Failover core) {
    super(core);
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    return actions.stream()
        .filter(
            action ->
                !(action instanceof Action.Notify told
                    && told.kind().equals("peer-down")
                    && WITHOUT_A_MOVE.contains(told.variant())))
        .toList();
  }
}
