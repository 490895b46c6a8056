// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;

/** Names decisions, as far as they can be seen from outside. */
final class Decision {
  private Decision() {}

  /**
   * The kind of a message, what a log line is about with its state ({@code peer suspect}), and else
   * the action's own name.
   */
  static String of(Action action) {
    if (action instanceof Action.Log line) {
      return of(line.message());
    } else if (action instanceof Action.Notify message) {
      return "tell " + message.kind();
    }
    return action.name();
  }

  private static String of(String line) {
    int about = line.indexOf('=');
    int state = line.indexOf("state=");
    if (about < 0 || state < 0) {
      return "?";
    }
    int end = state + 6;
    while (end < line.length() && isWord(line, end)) {
      end++;
    }
    return line.substring(0, about) + " " + line.substring(state + 6, end);
  }

  private static boolean isWord(String line, int at) {
    char next = line.charAt(at);
    boolean inside = next == ' ' && at + 1 < line.length() && Character.isLowerCase(line.charAt(at + 1));
    return Character.isLetter(next) || inside && !line.startsWith(" value", at) && !line.startsWith(" for ", at);
  }
}
