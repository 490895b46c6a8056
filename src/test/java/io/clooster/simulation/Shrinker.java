// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;

/** Finds the few faults of a broken run that it takes to break it in the same way. */
final class Shrinker {
  private Shrinker() {}

  /** A plan that breaks the same rule with as few faults as can be found by leaving some out. */
  static Plan shrink(Plan plan, CoreFactory cores) {
    Violation violation = SimulationRun.of(plan, cores, StoryLog.none()).violation();
    if (violation == null) {
      return plan;
    }
    Plan least = plan;
    int size = Math.max(1, plan.faults().size() / 2);
    while (size >= 1) {
      Plan smaller = without(least, size, violation.rule(), cores);
      if (smaller.faults().size() < least.faults().size()) {
        least = smaller;
      } else {
        size = size / 2;
      }
    }
    return least;
  }

  /** The same plan without some {@code size} faults in a row, or the plan itself. */
  private static Plan without(Plan plan, int size, String rule, CoreFactory cores) {
    for (int from = 0; from < plan.faults().size(); from += size) {
      List<SimulatedFault> fewer = new ArrayList<>(plan.faults());
      fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
      Plan candidate = plan.with(fewer);
      Violation broken = SimulationRun.of(candidate, cores, StoryLog.none()).violation();
      if (broken != null && broken.rule().equals(rule)) {
        return candidate;
      }
    }
    return plan;
  }
}
