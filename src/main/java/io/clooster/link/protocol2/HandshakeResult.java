// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.HelloFault;
import io.clooster.failover.ServerList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake makes of a message.
 *
 * @param send what to send now, in order
 * @param result what is known then
 */
record HandshakeResult(List<Frame> send, Outcome result) {

  sealed interface Outcome {
    /** More has to come. */
    record Waiting() implements Outcome {}

    /**
     * The other end is this server, and agrees with us.
     *
     * @param list its list of servers where that is another version; null where it is ours
     */
    record Proven(String peer, @Nullable ServerList list) implements Outcome {}

    /** The other end has our key, and wanted to know no more than whether we have it, too. */
    record Checked() implements Outcome {}

    /** The connection is to be closed as soon as all is sent. */
    record Failed(HelloFault fault, String reason) implements Outcome {}
  }

  static HandshakeResult wait(List<Frame> send) {
    return new HandshakeResult(List.copyOf(send), new Outcome.Waiting());
  }

  static HandshakeResult wait(Frame send) {
    return wait(List.of(send));
  }

  static HandshakeResult proven(String peer, @Nullable ServerList list, List<Frame> send) {
    return new HandshakeResult(List.copyOf(send), new Outcome.Proven(peer, list));
  }

  static HandshakeResult checked(List<Frame> send) {
    return new HandshakeResult(List.copyOf(send), new Outcome.Checked());
  }

  static HandshakeResult fail(HelloFault fault, String reason, List<Frame> send) {
    return new HandshakeResult(List.copyOf(send), new Outcome.Failed(fault, reason));
  }
}
