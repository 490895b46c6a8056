// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import java.util.ArrayList;
import java.util.List;

/** A core that renews its claim as soon as it is renewed, as long as a link is missing. */
final class EndlessRenewalCore extends AlteredCore {
  private static final long FIRST = 1_000_000;

  private final String own;
  private boolean misses;
  private long renewals;

  EndlessRenewalCore(Failover core, String own) {
    super(core);
    this.own = own;
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.LinkClosed) {
      misses = true;
    } else if (event instanceof Event.LinkOpened) {
      misses = false;
    }
    return event;
  }

  @Override
  List<Action> wants(Event event, List<Action> actions) {
    RecordSnapshot after = event instanceof Event.RecordWritten done ? done.after() : null;
    Claim claim = after == null ? null : after.claim();
    if (after == null || claim == null || !misses || !claim.holder().equals(own)) {
      return actions;
    }
    List<Action> more = new ArrayList<>(actions);
    Claim next = new Claim(claim.epoch() + 1, own, claim.renew(), claim.retry());
    more.add(new Action.WriteRecord(FIRST + renewals++, after, after.value(), next));
    return more;
  }
}
