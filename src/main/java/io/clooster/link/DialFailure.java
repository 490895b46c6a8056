// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.PlainWords;
import io.clooster.failover.Event;
import java.net.ConnectException;

/** Says what a failed attempt to connect means. */
public final class DialFailure {
  private final String peer;
  private final String address;

  /** {@code address} is where we connect to, for the log line. */
  public DialFailure(String peer, String address) {
    this.peer = peer;
    this.address = address;
  }

  /** What this failure to connect to the peer means. */
  public Event event(Exception failure) {
    return event(peer, address, failure);
  }

  /**
   * The same for any peer. Refused is only what the other machine said itself; a timeout or a
   * missing route says nothing about the peer.
   */
  public Event event(String peer, String address, Exception failure) {
    Throwable root = PlainWords.rootOf(failure);
    String text = String.valueOf(root.getMessage());
    boolean refused = root instanceof ConnectException && text.contains("Connection refused");
    return new Event.ConnectFailed(
        peer, refused, "connecting to " + address + ": " + PlainWords.of(failure));
  }
}
