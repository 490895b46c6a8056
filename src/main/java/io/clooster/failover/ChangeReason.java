// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import org.jspecify.annotations.Nullable;

/** What made us want another value of the record. */
public sealed interface ChangeReason {
  /**
   * The peer died, or said that it goes for good.
   *
   * @param planned true when it said so
   * @param heard when it was heard last; null when that is not known
   * @param incident names this death, alike on all servers: see {@link IncidentId}; empty where
   *     there is but one server to tell it
   */
  record PeerDown(
      String peer, Reason reason, boolean planned, @Nullable Moment heard, String incident)
      implements ChangeReason {

    /** It died, and nothing more is known. */
    public PeerDown(String peer, Reason reason) {
      this(peer, reason, false, null, "");
    }
  }

  /**
   * The peer came back.
   *
   * @param incident its death that is over now; empty where that is not known
   */
  record PeerUp(String peer, String incident) implements ChangeReason {

    /** From wherever it was. */
    public PeerUp(String peer) {
      this(peer, "");
    }
  }

  /** The server that held the record is there, but its own checks fail. */
  record Unhealthy(String peer) implements ChangeReason {}

  /** The server that held the record is there, but its operator has drained it. */
  record Drained(String peer) implements ChangeReason {}

  /** A more preferred server has been steadily there: the record goes back to it. */
  record Failback(String peer) implements ChangeReason {}

  /** An operator has chosen the server that is to hold the record. */
  record Switched(String peer) implements ChangeReason {}

  /** The record was found to be ours already. */
  record Adopted() implements ChangeReason {}

  /** Our own start: the administrator hears of it only when something had to be changed. */
  record Start(String peer) implements ChangeReason {}

  /** The server that it is about, empty when it is about ours. */
  default String peer() {
    return "";
  }

  /** The death that it is about, or ends: see {@link IncidentId}; empty when it is about none. */
  default String incident() {
    return "";
  }

  /** True when the administrator hears of it even if nothing had to be changed. */
  default boolean isNews() {
    return !(this instanceof Start || this instanceof Adopted);
  }
}
