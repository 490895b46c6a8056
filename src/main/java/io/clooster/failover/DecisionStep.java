// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.ArrayList;
import java.util.List;

/**
 * One event being taken in: the moment at which that happens, and the actions that it leads to.
 * First comes what is to be done, then what is to be logged or told; each part is in order.
 */
public final class DecisionStep {
  private final Moment now;
  private final List<Action> actions = new ArrayList<>();

  /** So many of them, the first, are to be done. */
  private int urgent;

  public DecisionStep(Moment now) {
    this.now = now;
  }

  /** When the event is taken in; the same throughout the step. */
  public Moment now() {
    return now;
  }

  public void add(Action action) {
    if (canWait(action)) {
      actions.add(action);
    } else {
      actions.add(urgent++, action);
    }
  }

  /** A change of state that is as it should be. */
  public void info(String kind, Values values) {
    add(new Action.Log(false, kind, values));
  }

  /** The same with nothing else to say. */
  public void info(String kind) {
    info(kind, Values.NONE);
  }

  /** A change of state that someone should look at. */
  public void warn(String kind, Values values) {
    add(new Action.Log(true, kind, values));
  }

  /** The same with nothing else to say. */
  public void warn(String kind) {
    warn(kind, Values.NONE);
  }

  /** All actions so far. */
  public List<Action> actions() {
    return actions.isEmpty() ? List.of() : List.copyOf(actions); // Most beats lead to none.
  }

  /** A handful of log lines takes as long as the write that they are about. */
  private static boolean canWait(Action action) {
    return action instanceof Action.Log
        || action instanceof Action.Notify
        || action instanceof Action.Release
        || action instanceof Action.Drop
        || action instanceof Action.RunHook;
  }
}
