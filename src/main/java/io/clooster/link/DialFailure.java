// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.PlainWords;
import io.clooster.failover.Event;
import java.net.ConnectException;

/** Says what a failed attempt to connect means. */
public final class DialFailure {
  /**
   * Refused is only what the other machine said itself; a timeout or a missing route says nothing
   * about the peer.
   *
   * @param address where we wanted to connect to, for the log line
   */
  public Event event(String peer, String address, Exception failure) {
    Throwable root = PlainWords.rootOf(failure);
    String text = String.valueOf(root.getMessage());
    boolean refused = root instanceof ConnectException && text.contains("Connection refused");
    return new Event.ConnectFailed(
        peer, refused, "connecting to " + address + ": " + PlainWords.of(failure));
  }
}
