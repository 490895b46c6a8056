// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was tried in one run: which events were fed, and which decisions were taken. */
final class Coverage {
  private final Set<Class<?>> events = new HashSet<>();
  private final Set<String> decisions = new HashSet<>();
  private @Nullable Class<?> lastEvent;
  private @Nullable String lastDecision;

  void fed(Event event) {
    if (event.getClass() != lastEvent) {
      lastEvent = event.getClass();
      events.add(lastEvent);
    }
  }

  void wanted(Action action) {
    String decision = DecisionNames.of(action);
    if (!decision.equals(lastDecision)) {
      lastDecision = decision;
      decisions.add(decision);
    }
  }

  Set<Class<?>> events() {
    return events;
  }

  Set<String> decisions() {
    return decisions;
  }
}
