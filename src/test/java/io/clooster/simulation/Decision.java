// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** The decision that a log line tells of: what it is about, and the state. */
final class Decision {
  private Decision() {}

  /** For {@code peer=srv1 state=suspect: stream closed} it is {@code peer suspect}. */
  static String of(String message) {
    int about = message.indexOf('=');
    int state = message.indexOf("state=");
    if (about < 0 || state < 0) {
      return "?";
    }
    int end = state + 6;
    while (end < message.length() && (Character.isLetter(message.charAt(end)))) {
      end++;
    }
    return message.substring(0, about) + " " + message.substring(state + 6, end);
  }
}
