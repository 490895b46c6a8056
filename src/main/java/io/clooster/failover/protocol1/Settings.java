// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.protocol1;

import java.time.Duration;

/**
 * What the decision has to know of the configuration.
 *
 * @param run names this run of this server, unique over restarts: the first part of message ids
 * @param thisServer our name
 * @param otherServer the peer's name
 * @param ownValue what the record holds when it points at us, in normal form
 * @param otherValue what the record holds when it points at the peer, in normal form
 * @param record full name of the record
 * @param preferredValue what the record holds while both servers are up
 * @param connects true on the side that connects, false on the side that listens
 * @param timeout silence after which the watchdog calls the peer down
 * @param confirm how long the listening side waits for a lost peer to come back
 * @param reconnectMin first delay between attempts to connect
 * @param reconnectMax largest delay between attempts to connect
 */
public record Settings(
    String run,
    String thisServer,
    String otherServer,
    String ownValue,
    String otherValue,
    String record,
    String preferredValue,
    boolean connects,
    Duration timeout,
    Duration confirm,
    Duration reconnectMin,
    Duration reconnectMax) {

  /**
   * True on the one server of the pair that goes first where either could: the preferred one, or,
   * where the preferred value names neither, the one that listens.
   */
  boolean goesFirst() {
    if (preferredValue.equals(ownValue)) {
      return true;
    }
    return !preferredValue.equals(otherValue) && !connects;
  }
}
