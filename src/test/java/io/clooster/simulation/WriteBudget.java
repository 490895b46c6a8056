// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many changes a day reach the provider: beyond what it bears it refuses all of them. */
final class WriteBudget {
  private static final long DAY = 24 * 60 * Clock.MINUTE;

  private final Simulation simulation;
  private final Deque<Long> writes = new ArrayDeque<>();

  WriteBudget(Simulation simulation) {
    this.simulation = simulation;
  }

  /** A change reaches the provider, of whichever server, and whatever becomes of it. */
  void arrives() {
    int budget = simulation.setup.budget();
    if (budget == 0) {
      return;
    }
    long now = simulation.clock.now();
    writes.add(now);
    while (now - writes.getFirst() > DAY) {
      writes.removeFirst();
    }
    if (writes.size() > budget) {
      throw new Violation(
          "a day's changes stay within the provider's budget",
          "the change number " + writes.size() + " of one day, and it bears " + budget);
    }
  }
}
