// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

/** What an event says about the peer, when it says anything that may move the record. */
public enum PeerTransition {
  NOTHING_NEW,
  /** Seen for the first time since our start. */
  FIRST_SEEN,
  /** Seen again after we held it to be dead. */
  RETURNED,
  /** Dead, as far as anyone can know. */
  DIED,
  /** Held to be dead before, and nobody listens there now either. */
  STILL_DEAD
}
