// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A core that never moves the record to where its claim is already. */
final class LeavesRecordBehindCore extends AlteredCore {
  private final String server;

  LeavesRecordBehindCore(Failover core, String server) {
    super(core);
    this.server = server;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> done = new ArrayList<>();
    for (Action action : actions) {
      if (!(action instanceof Action.WriteRecord write) || !catchesUp(write)) {
        done.add(action);
      }
    }
    return done;
  }

  private boolean catchesUp(Action.WriteRecord write) {
    @Nullable Claim read = write.snapshot().claim();
    return read != null
        && read.holder().equals(server)
        && write.value().equals(server)
        && !write.snapshot().value().equals(server);
  }
}
