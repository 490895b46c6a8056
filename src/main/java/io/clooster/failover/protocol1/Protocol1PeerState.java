// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.protocol1;

import io.clooster.failover.Moment;
import io.clooster.failover.Reason;

/**
 * What we know of the peer.
 *
 * <pre>{@code
 *              hello                   closed, or silent for longer than link.timeout
 * NeverSeen ──────────> Linked(link) ────────────────────────────────> Lost
 *                        ^   ^                                         │  │
 *                  hello │   └─────────────────────────────────────────┘  │ refused, or not back
 *                        │                hello: nothing moves            │ in time
 *                        └──── Down <─────────────────────────────────────┘
 * }</pre>
 */
public sealed interface Protocol1PeerState {

  /** Not once proven since our start: we do nothing for it, as the original. */
  record NeverSeen() implements Protocol1PeerState {}

  /** Proven, and connected. */
  record Linked(long link, Moment heard) implements Protocol1PeerState {}

  /**
   * The link is gone, and nobody knows yet what that means.
   *
   * @param heard the last heartbeat
   * @param silent the link did not end, we gave it up: the peer may not know yet, so both sides
   *     look whether a new connection works
   * @param deadline the peer is down when it is not back by then (unless the link ended and we are
   *     the side that connects: that one finds out by itself)
   */
  record Lost(Moment heard, boolean silent, Moment deadline) implements Protocol1PeerState {}

  /** Held to be dead; {@code reason} as told to the administrator. */
  record Down(Reason reason) implements Protocol1PeerState {}

  /** As the status names it. */
  default String word() {
    if (this instanceof NeverSeen) {
      return "never-seen";
    } else if (this instanceof Linked) {
      return "connected";
    }
    return this instanceof Lost ? "disconnected" : "dead";
  }
}
