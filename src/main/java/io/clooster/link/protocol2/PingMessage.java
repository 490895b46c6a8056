// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/**
 * Asks for an answer at once, or is that answer: what came between is the time of a round trip.
 *
 * @param number of the question, which the answer repeats
 */
record PingMessage(long number) {
  private static final long LAST = 999_999_999_999L;

  /** {@code type} is {@link MessageType#PING} or {@link MessageType#PONG}. */
  static PingMessage read(Frame frame, MessageType type) {
    return new PingMessage(MessageReader.of(frame.expected(type)).number("number", 1, LAST));
  }

  Frame frame(MessageType type) {
    return new Frame(type, MessageReader.object().put("number", number).toString());
  }
}
