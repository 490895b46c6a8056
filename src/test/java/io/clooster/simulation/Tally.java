// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was tried in one run: which events were fed, and which decisions were taken. */
final class Tally {
  private final Map<Class<?>, Integer> events = new HashMap<>();
  private final Set<String> decisions = new HashSet<>();

  void fed(Event event) {
    events.merge(event.getClass(), 1, Integer::sum);
  }

  void wanted(Action action) {
    if (action instanceof Action.Log line) {
      decisions.add(Decision.of(line.message()));
    } else if (action instanceof Action.Notify message) {
      decisions.add("tell " + message.kind());
    } else {
      decisions.add(action.name());
    }
  }

  Map<Class<?>, Integer> events() {
    return events;
  }

  Set<String> decisions() {
    return decisions;
  }
}
