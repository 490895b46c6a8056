// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;

/** The actions that one event leads to, in order. */
final class Actions {
  private final List<Action> actions = new ArrayList<>();

  void add(Action action) {
    actions.add(action);
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
    return List.copyOf(actions);
  }
}
