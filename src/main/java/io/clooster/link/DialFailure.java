// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.FailureText;
import io.clooster.failover.Event;
import java.net.SocketAddress;

/** Says what a failed attempt to connect means. */
public final class DialFailure {
  /** Why a connection to {@code remote} did not become a link; the place as host and port. */
  public static String after(SocketAddress remote, String reason) {
    String place = remote.toString();
    return "connected to " + place.substring(place.indexOf('/') + 1) + ", but: " + reason;
  }

  /**
   * Refused is only what the other machine said itself, at all of its addresses; a timeout or a
   * missing route says nothing about the peer.
   *
   * @param address where we wanted to connect to, for the log line
   */
  public Event event(String peer, String address, Exception failure) {
    boolean refused =
        FailureText.rootOf(failure) instanceof ConnectFailure attempt && attempt.refused();
    return new Event.ConnectFailed(
        peer, refused, "connecting to " + address + ": " + FailureText.of(failure));
  }
}
