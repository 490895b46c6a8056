// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import java.util.ArrayList;
import java.util.List;

/** A core that forgets each second renewal of its claim: the next one comes too late. */
final class LateRenewalCore extends AlteredCore {
  private final String own;
  private boolean forgets;

  LateRenewalCore(Failover core, String own) {
    super(core);
    this.own = own;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    List<Action> done = new ArrayList<>();
    for (Action action : actions) {
      boolean renews = action instanceof Action.WriteRecord write && renews(write);
      forgets ^= renews;
      if (!renews || !forgets) {
        done.add(action);
      }
    }
    return done;
  }

  private boolean renews(Action.WriteRecord write) {
    Claim read = write.snapshot().claim();
    return read != null && read.holder().equals(own) && write.value().equals(own);
  }
}
