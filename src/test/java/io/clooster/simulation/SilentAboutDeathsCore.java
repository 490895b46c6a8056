// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.List;

/** A core that tells no death. */
final class SilentAboutDeathsCore extends AlteredCore {
  SilentAboutDeathsCore(Failover core) {
    super(core);
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    return actions.stream()
        .filter(
            action -> !(action instanceof Action.Notify told && told.kind().equals("peer-down")))
        .toList();
  }
}
