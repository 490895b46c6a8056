// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.IncidentId;
import io.clooster.failover.Report;
import org.jspecify.annotations.Nullable;

/** Names the deaths of one peer: by what it said last, which the others have heard, too. */
final class DeathNames {
  private final String peer;
  private final String ourRun;

  /** The last one; null before the first. */
  private @Nullable IncidentId last;

  /** {@code ourRun} keeps apart the deaths of a peer that never said anything. */
  DeathNames(String peer, String ourRun) {
    this.peer = peer;
    this.ourRun = ourRun;
  }

  /** The name of its next death, after its last report; null where there was none. */
  String next(@Nullable Report report) {
    String run = report == null || report.run().isEmpty() ? ourRun : report.run();
    IncidentId first = IncidentId.first(peer, report == null ? 0 : report.epoch(), run);
    IncidentId before = last;
    boolean again = before != null && before.covers(first) && first.epoch() == before.epoch();
    IncidentId next = before != null && again ? before.next() : first;
    last = next;
    return next.toString();
  }
}
