// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.List;

/** A core that takes any answer for the one to its last question. */
final class AnyAnswerCore extends AlteredCore {
  private long last;

  AnyAnswerCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordRead read
        ? new Event.RecordRead(last, read.snapshot())
        : event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    for (Action action : actions) {
      if (action instanceof Action.ReadRecord read) {
        last = read.number();
      } else if (action instanceof Action.WriteRecord write) {
        last = write.number();
      }
    }
    return actions;
  }
}
