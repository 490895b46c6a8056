// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/** What an administrator is told of while it lasts, in the order in which a status shows it. */
public enum AlertKind {
  /** No link with a server that is missed. */
  NO_LINK("no-link", "link-back", Duration.ofMinutes(1)),
  /** A server that has proved itself, and lists other servers or records. */
  CONFIG_DIFFERS("config-differs", "config-matches", Duration.ZERO),
  /** Too few servers are in sight to move anything. A restart of everything at once is no news. */
  HELD_BACK("held-back", "enough", Duration.ofSeconds(45)),
  /** An operator wants nothing to be moved. */
  HELD("hold", "hold-over", Duration.ZERO),
  /** No server may hold the record. */
  NO_ELIGIBLE_SERVER("no-eligible-server", "eligible-server", Duration.ZERO),
  /** The server that holds the record is dead, and none can take its place. */
  PEER_DOWN("peer-down", "peer-up", Duration.ZERO),
  /** We could not take the record. A check that fails for a moment is no news. */
  UNHEALTHY("unhealthy", "healthy", Duration.ofSeconds(30)),
  /** The provider's lists leave the claim out. */
  CLAIM_UNLISTED("claim-unlisted", "claim-listed", Duration.ZERO),
  /** The claim can't be seen at all. */
  CLAIM_UNSEEN("claim-unseen", "claim-listed", Duration.ZERO),
  /** The claim names a server that our list lacks. */
  CLAIM_FOREIGN("claim-foreign", "claim-known", Duration.ZERO),
  /** The record can't be read or written, and no change is wanted. */
  RECORD_LOST("record-lost", "record-found", Duration.ofMinutes(5)),
  /** Somebody else has changed the record. */
  RECORD_EDITED("record-edited", "record-restored", Duration.ZERO);

  private final String message;
  private final String overMessage;
  private final Duration after;

  AlertKind(String message, String overMessage, Duration after) {
    this.message = message;
    this.overMessage = overMessage;
    this.after = after;
  }

  /** The kind of the message that raises it. */
  public String message() {
    return message;
  }

  /** The kind of the message that closes it. */
  public String overMessage() {
    return overMessage;
  }

  /** For so long it is nothing to tell. */
  public Duration after() {
    return after;
  }
}
