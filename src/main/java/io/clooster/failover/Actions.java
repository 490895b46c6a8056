// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * The actions that one event leads to: first what is to be done, then what is to be logged or told.
 * Each part is in order.
 */
final class Actions {
  private final List<Action> urgent = new ArrayList<>();
  private final List<Action> rest = new ArrayList<>();

  void add(Action action) {
    (canWait(action) ? rest : urgent).add(action);
  }

  @FormatMethod
  void info(String format, Object... values) {
    add(new Action.Log(false, String.format(format, values)));
  }

  @FormatMethod
  void warn(String format, Object... values) {
    add(new Action.Log(true, String.format(format, values)));
  }

  List<Action> list() {
    if (urgent.isEmpty() && rest.isEmpty()) {
      return List.of(); // As after most beats.
    }
    List<Action> all = new ArrayList<>(urgent);
    all.addAll(rest);
    return List.copyOf(all);
  }

  /** A handful of log lines takes as long as the write that they are about. */
  private static boolean canWait(Action action) {
    return action instanceof Action.Log || action instanceof Action.Notify;
  }
}
