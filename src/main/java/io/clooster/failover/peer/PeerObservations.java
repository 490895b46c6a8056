// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Moment;

/** What the other servers say of one that we lost. */
interface PeerObservations {

  /** The name of a server that saw {@code server} alive later than {@code since}, or "". */
  String whoSees(String server, Moment since);

  /** True when each server that is linked has told something later than {@code since}. */
  boolean allHaveSpoken(Moment since);

  /** True when the claim shows whether a holder lives that nobody sees. */
  boolean hasWitness();
}
