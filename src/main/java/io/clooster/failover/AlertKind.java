// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/** What an administrator is told of while it lasts, in the order in which a status shows it. */
public enum AlertKind {
  /** No link with a server that is missed. */
  NO_LINK("no-link", Duration.ofMinutes(1)),
  /** A server that has proved itself, and lists other servers or records. */
  CONFIG_DIFFERS("config-differs", Duration.ZERO),
  /** Too few servers are in sight to move anything. A restart of everything at once is no news. */
  HELD_BACK("held-back", Duration.ofSeconds(45)),
  /** No server may hold the record. */
  NO_ELIGIBLE_SERVER("no-eligible-server", Duration.ZERO),
  /** The server that holds the record is dead, and none can take its place. */
  PEER_DOWN("peer-down", Duration.ZERO),
  /** We could not take the record. A check that fails for a moment is no news. */
  UNHEALTHY("unhealthy", Duration.ofSeconds(30)),
  /** The provider's lists leave the claim out. */
  CLAIM_UNLISTED("claim-unlisted", Duration.ZERO),
  /** The claim can't be seen at all. */
  CLAIM_UNSEEN("claim-unseen", Duration.ZERO),
  /** The record can't be read or written, and no change is wanted. */
  RECORD_LOST("record-lost", Duration.ofMinutes(5)),
  /** Somebody else has changed the record. */
  RECORD_EDITED("record-edited", Duration.ZERO);

  private final String message;
  private final Duration after;

  AlertKind(String message, Duration after) {
    this.message = message;
    this.after = after;
  }

  /** The kind of the message that raises it. */
  public String message() {
    return message;
  }

  /** For so long it is nothing to tell. */
  public Duration after() {
    return after;
  }
}
