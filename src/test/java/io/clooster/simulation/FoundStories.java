// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.List;

/** Puts what was found into words. */
final class FoundStories {
  /** So much of a quiet start is left out. */
  private static final double BEFORE = 1;

  private FoundStories() {}

  /** The shortest story that breaks the same rule, from just before the first fault. */
  static String story(Plan plan, CoreFactory cores) {
    Plan least = Shrinker.shrink(plan, cores);
    StoryLog chronicle = StoryLog.kept();
    SimulationRun.of(least, cores, chronicle);
    double from =
        least.faults().stream().mapToLong(SimulatedFault::at).min().orElse(0) / 1e3 - BEFORE;
    List<String> lines =
        chronicle.lines().stream()
            .filter(line -> Double.parseDouble(line.substring(0, 10).trim()) >= from)
            .toList();
    return String.format(
        "seed %d, %s%n%s%n", plan.seed(), words(plan.setup()), String.join("\n", lines));
  }

  private static String words(Setup setup) {
    StringBuilder listens = new StringBuilder();
    for (int i = 0; i < setup.servers(); i++) {
      listens.append(setup.listens().get(i) ? " " + Setup.name(i) : "");
    }
    return String.format(
        "protocol %d, %d servers (listening:%s), %s",
        setup.protocol(), setup.servers(), listens, setup.times());
  }
}
