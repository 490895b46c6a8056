// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.List;

/** A core that connects three times after the end of a link, and not again. */
final class GivesUpConnectingCore extends AlteredCore {
  private int failures;

  GivesUpConnectingCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.ConnectFailed || event instanceof Event.HelloFailed) {
      failures++;
    } else if (event instanceof Event.LinkOpened) {
      failures = 0;
    }
    return event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    return failures < 3
        ? actions
        : actions.stream().filter(action -> !(action instanceof Action.Connect)).toList();
  }
}
