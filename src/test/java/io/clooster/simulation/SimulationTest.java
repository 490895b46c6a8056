// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten thousand runs with every fault; bench/simulate makes as many more as you like. */
class SimulationTest {
  private static final int THREADS = 2;

  @ParameterizedTest
  @CsvSource({"1,2,4000", "2,2,3000", "2,3,2000", "2,5,900", "2,9,100"})
  void whateverHappensNoRuleIsBrokenAndNothingIsLeftOut(int protocol, int servers, int runs) {
    Planner planner = new Planner(protocol, servers, EnumSet.allOf(Fault.Kind.class));

    Summary summary = new Campaign(planner, Cores.REAL, THREADS).run(1, runs, done -> {});

    assertThat(stories(planner, summary)).isEmpty();
    for (Fault.Kind kind : planner.kinds()) {
      assertThat(summary.with(kind)).as(kind.word()).isPositive();
    }
    assertThat(summary.changes()).as("changes of the record").isGreaterThan(runs / 10);
  }

  /** One story for each broken rule. */
  private static List<String> stories(Planner planner, Summary summary) {
    List<String> stories = new ArrayList<>();
    summary
        .broken()
        .forEach(
            (rule, seeds) -> stories.add(Stories.story(planner.plan(seeds.get(0)), Cores.REAL)));
    return stories;
  }
}
