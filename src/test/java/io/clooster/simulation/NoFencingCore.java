// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import java.util.ArrayList;
import java.util.List;

/** A core whose writes depend on nothing that was read. */
final class NoFencingCore extends AlteredCore {
  NoFencingCore(Failover core) {
    super(core);
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> done = new ArrayList<>();
    for (Action action : actions) {
      done.add(action instanceof Action.WriteRecord write ? unfenced(write) : action);
    }
    return done;
  }

  private static Action unfenced(Action.WriteRecord write) {
    RecordSnapshot read = write.snapshot();
    SimulatedZone.Snapshot nothing =
        new SimulatedZone.Snapshot(((SimulatedZone.Snapshot) read.source()).call(), List.of());
    return new Action.WriteRecord(
        write.number(),
        new RecordSnapshot(read.value(), read.claim(), nothing),
        write.value(),
        write.claim());
  }
}
