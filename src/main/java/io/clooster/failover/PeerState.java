// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * What we know of the peer.
 *
 * <pre>
 *               hello                    closed, silent link replaced
 *  NeverSeen ──────────> Linked(link) ────────────────────────────────> Lost
 *                         ^   ^  │                                      │  │
 *                         │   │  │ silence longer than link.timeout     │  │ refused, or not back
 *                   hello │   └──┼──────────────────────────────────────┘  │ in time
 *                         │      v             hello: nothing moves        │
 *                         └──── Down <─────────────────────────────────────┘
 * </pre>
 */
sealed interface PeerState {

  /** Not once proven since our start: we do nothing for it, as the original. */
  record NeverSeen() implements PeerState {}

  /** Proven, and connected. */
  record Linked(long link, Moment heard) implements PeerState {}

  /**
   * The link is gone, and nobody knows yet what that means.
   *
   * @param heard the last sign of life
   * @param deadline the peer is down when it is not back by then (the listening side only; the
   *     connecting side finds out by itself)
   */
  record Lost(Moment heard, Moment deadline) implements PeerState {}

  /** Held to be dead; {@code reason} as told to the administrator. */
  record Down(String reason) implements PeerState {}
}
