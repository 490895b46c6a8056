// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.HelloOrigin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A core that takes a stranger who calls in a linked server's name for that one's farewell. */
final class StrangersLeaveCore extends AlteredCore {
  private final Map<String, Long> links = new HashMap<>();

  StrangersLeaveCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    if (event instanceof Event.LinkOpened opened) {
      links.put(opened.peer(), opened.link());
    }
    if (event instanceof Event.HelloFailed failed
        && failed.origin() != HelloOrigin.DIALLED
        && links.containsKey(failed.peer())) {
      return new Event.Leaving(links.get(failed.peer()), failed.reason(), Duration.ZERO);
    }
    return event;
  }
}
