// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plays a plan: the storm, and then the calm, in which everything must come right in time. */
final class SimulationRun {
  /** How often the calm is looked at. */
  private static final long LOOK = Clock.SECOND;

  /** So long what came right must stay right. */
  private static final long STAYS = 70 * Clock.SECOND;

  /** In one of so many runs the calm is that long. */
  private static final int LONG_RUNS = 20;

  private static final String DEATHS_THAT_MOVE = "each death that moved the record is told";

  private static final long STAYS_LONG = STAYS + CallRate.PERIOD;

  private SimulationRun() {}

  /** What came of it; {@code violation} is null when all was well. */
  record Outcome(
      Plan plan,
      @Nullable Violation violation,
      Coverage tally,
      long simulated,
      long settled,
      int changes) {}

  static Outcome of(Plan plan, CoreFactory cores, StoryLog chronicle) {
    Simulation simulation = new Simulation(plan, cores, chronicle);
    long settled = 0;
    Violation violation = null;
    try {
      simulation.clock.run(plan.end());
      settled = calm(simulation);
    } catch (Violation broken) {
      chronicle.happens(() -> "BROKEN: " + broken.getMessage());
      violation = broken;
    }
    return new Outcome(
        plan,
        violation,
        simulation.tally,
        simulation.clock.now(),
        settled,
        simulation.referee.changes());
  }

  /** Returns how long it took until all was well. */
  private static long calm(Simulation simulation) {
    EndConditions ending = new EndConditions(simulation);
    FailbackRule failback = new FailbackRule(simulation);
    long begins = simulation.clock.now();
    long wellSince = -1;
    while (true) {
      String move = ending.untold();
      String death = simulation.setup.protocol() > 1 ? simulation.obituaries.untold() : null;
      String untold = move == null ? death : move;
      String back = failback.due();
      String here = back == null ? ending.wrong() : back;
      String wrong = untold == null ? here : untold;
      long now = simulation.clock.now();
      if (back != null && failback.isLate(begins)) {
        throw new Violation("a planned stop is no failure", back);
      }
      if (wrong != null) {
        wellSince = -1;
        if (now - begins > ending.bound()) {
          String rule = move == null ? "each death is told" : DEATHS_THAT_MOVE;
          throw new Violation(
              untold == null ? "in the end all is well" : rule,
              wrong + ", " + (now - begins) / Clock.SECOND + " s after the last fault");
        }
      } else if (wellSince < 0) {
        wellSince = now;
      }
      boolean steadily = simulation.plan.seed() % LONG_RUNS == 0;
      long quiet =
          now - Math.max(wellSince, steadily ? simulation.referee.lastChange() : wellSince);
      if (wellSince >= 0 && quiet >= (steadily ? STAYS_LONG : STAYS)) {
        if (steadily) {
          simulation.machines.stream()
              .map(Machine::daemon)
              .filter(Objects::nonNull)
              .forEach(simulation.referee.rate()::isSteady);
        }
        ending.noLetterIsLost();
        return wellSince - begins;
      }
      simulation.clock.run(now + LOOK);
    }
  }
}
