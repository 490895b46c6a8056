// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a frame holds. */
enum MessageType {
  HELLO(1),
  PROOF(2),
  REFUSE(3),
  NAMES(4),
  STATE(5),
  LEAVE(6),
  ORDER(7),
  ANSWER(8),
  PING(9),
  PONG(10);

  /** As it stands on the wire. */
  final int number;

  MessageType(int number) {
    this.number = number;
  }

  /** The type with this number, null for one that a later version may have. */
  static @Nullable MessageType of(int number) {
    return switch (number) {
      case 1 -> HELLO;
      case 2 -> PROOF;
      case 3 -> REFUSE;
      case 4 -> NAMES;
      case 5 -> STATE;
      case 6 -> LEAVE;
      case 7 -> ORDER;
      case 8 -> ANSWER;
      case 9 -> PING;
      case 10 -> PONG;
      default -> null;
    };
  }

  /** As the log says it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
