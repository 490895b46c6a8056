// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.List;

/** A core that calls nobody for half a minute after a call that was not answered, or failed. */
final class SlowRetryCore extends AlteredCore {
  private static final int BEATS = 150;

  private int wait;

  SlowRetryCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.RecordFailed) {
      wait = BEATS;
    } else if (event instanceof Event.Tick && wait > 0) {
      wait--;
    }
    return event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    return wait == 0 ? actions : actions.stream().filter(action -> !calls(action)).toList();
  }

  private static boolean calls(Action action) {
    return action instanceof Action.ReadRecord || action instanceof Action.WriteRecord;
  }
}
