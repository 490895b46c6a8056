// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import org.jspecify.annotations.Nullable;

/** Looks for a seed that shows a broken core for what it is. */
final class SeedSearch {
  private SeedSearch() {}

  /**
   * The first run in which a broken core breaks the rule that it should, and the real one breaks
   * none; null when there is none among so many.
   */
  static SimulationRun.@Nullable Outcome of(BrokenCore broken, long firstSeed, int runs) {
    Planner planner =
        new Planner(broken.scheme(), broken.servers(), broken.faults(), broken.budget());
    for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
      Plan plan = planner.plan(seed);
      SimulationRun.Outcome outcome = SimulationRun.of(plan, broken, StoryLog.none());
      if (outcome.violation() != null
          && broken.rules().contains(outcome.violation().rule())
          && SimulationRun.of(plan, CoreFactory.REAL, StoryLog.none()).violation() == null) {
        return outcome;
      }
    }
    return null;
  }
}
