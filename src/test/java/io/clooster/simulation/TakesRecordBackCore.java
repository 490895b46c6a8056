// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A core that had the record once, and takes it back whenever another one has it. */
final class TakesRecordBackCore extends AlteredCore {
  private final String own;
  private boolean had;
  private long number = Long.MAX_VALUE / 2;
  private @Nullable RecordSnapshot snapshot;

  TakesRecordBackCore(Failover core, String own) {
    super(core);
    this.own = own;
  }

  @Override
  Event hears(Event event) {
    snapshot = event instanceof Event.RecordRead read ? read.snapshot() : null;
    return event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    if (snapshot == null) {
      return actions;
    }
    had |= snapshot.value().equals(own);
    if (!had || snapshot.value().equals(own)) {
      return actions;
    }
    List<Action> more = new ArrayList<>(actions);
    more.removeIf(Action.WriteRecord.class::isInstance);
    more.add(new Action.WriteRecord(number++, snapshot, own));
    return more;
  }
}
