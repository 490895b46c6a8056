// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.Failover;

/** A core that takes each refusal for a failure, where the provider does not name the reason. */
final class LostRaceIsFailureCore extends AlteredCore {
  LostRaceIsFailureCore(Failover core) {
    super(core);
  }

  @Override
  Event hears(Event event) {
    return event instanceof Event.RecordRefused refused
        ? new Event.RecordFailed(refused.number(), refused.reason(), refused.retryAfter())
        : event;
  }
}
