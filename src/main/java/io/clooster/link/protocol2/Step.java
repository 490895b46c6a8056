// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.HelloFault;
import java.util.List;

/**
 * What the handshake makes of a message.
 *
 * @param send what to send now, in order
 * @param result what is known then
 */
record Step(List<Frame> send, Result result) {

  sealed interface Result {
    /** More has to come. */
    record Waiting() implements Result {}

    /** The other end is this server, and agrees with us. */
    record Proven(String peer) implements Result {}

    /** The other end has our key, and wanted to know no more than whether we have it, too. */
    record Checked() implements Result {}

    /** The connection is to be closed as soon as all is sent. */
    record Failed(HelloFault fault, String reason) implements Result {}
  }

  static Step wait(List<Frame> send) {
    return new Step(List.copyOf(send), new Result.Waiting());
  }

  static Step wait(Frame send) {
    return wait(List.of(send));
  }

  static Step proven(String peer, List<Frame> send) {
    return new Step(List.copyOf(send), new Result.Proven(peer));
  }

  static Step checked(List<Frame> send) {
    return new Step(List.copyOf(send), new Result.Checked());
  }

  static Step fail(HelloFault fault, String reason, List<Frame> send) {
    return new Step(List.copyOf(send), new Result.Failed(fault, reason));
  }
}
