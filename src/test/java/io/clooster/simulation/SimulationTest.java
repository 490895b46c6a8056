// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten thousand runs with every fault, or that part of them which the build has time for;
 * bench/simulate makes as many more as you like.
 */
@Tag("scaled")
class SimulationTest {
  private static final int THREADS = 2;

  /** So many it takes until every kind of fault was among them. */
  private static final int LEAST = 50;

  @ParameterizedTest
  @CsvSource({
    "RECORD,2,300",
    "RECORD,3,300",
    "CLAIM,2,1500",
    "CLAIM,3,1000",
    "CLAIM,5,300",
    "WITNESS,2,300"
  })
  void operatorsMayDrainServersAndMoveTheRecordBesideTheFaults(
      OwnershipScheme scheme, int servers, int allRuns) {
    noRuleIsBrokenBeside(SimulatedFault.Kind.operators(), scheme, servers, allRuns);
  }

  @ParameterizedTest
  @CsvSource({"RECORD,2,300", "RECORD,3,300", "CLAIM,2,1500", "CLAIM,3,1000", "CLAIM,5,300"})
  void whatComesBeforeAWriteMayFailHangOrBeSlow(OwnershipScheme scheme, int servers, int allRuns) {
    noRuleIsBrokenBeside(
        EnumSet.of(SimulatedFault.Kind.BEFORE_ACTIVE_FAILS), scheme, servers, allRuns);
  }

  @ParameterizedTest
  @CsvSource({"CLAIM,3,1500", "CLAIM,4,500", "CLAIM,5,300"})
  void theListOfServersMayBeChangedMeanwhile(OwnershipScheme scheme, int servers, int allRuns) {
    Set<SimulatedFault.Kind> others = SimulatedFault.Kind.operators();
    others.add(SimulatedFault.Kind.NEW_LIST);
    noRuleIsBrokenBeside(others, scheme, servers, allRuns);
  }

  /**
   * Found by two million runs: a look from before a late write, deaths told twice, and edges of the
   * rules.
   */
  @ParameterizedTest
  @CsvSource({
    "2,3246925",
    "2,3191033",
    "2,3522333",
    "2,3052447",
    "3,3113720",
    "2,5470147",
    "2,5218082",
    "3,5073473",
    "3,5141868"
  })
  void noRuleIsBrokenWhereOneWasOnce(int servers, long seed) {
    Set<SimulatedFault.Kind> kinds = SimulatedFault.Kind.faults();
    kinds.addAll(SimulatedFault.Kind.operators());
    Planner planner = new Planner(OwnershipScheme.CLAIM, servers, kinds);

    Summary summary = new Campaign(planner, CoreFactory.REAL, 1).run(seed, 1, done -> {});

    assertThat(stories(planner, summary)).isEmpty();
  }

  private static void noRuleIsBrokenBeside(
      Set<SimulatedFault.Kind> others, OwnershipScheme scheme, int servers, int allRuns) {
    Set<SimulatedFault.Kind> kinds = SimulatedFault.Kind.faults();
    kinds.addAll(others);
    Planner planner = new Planner(scheme, servers, kinds);

    Summary summary =
        new Campaign(planner, CoreFactory.REAL, THREADS)
            .run(1, Scale.of(allRuns, LEAST), done -> {});

    assertThat(stories(planner, summary)).isEmpty();
    for (SimulatedFault.Kind kind : others) {
      assertThat(summary.with(kind)).as(kind.word()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ORIGINAL,2,2500", "RECORD,2,1500", "RECORD,3,1000", "RECORD,5,400",
    "CLAIM,2,2500", "CLAIM,3,1500", "CLAIM,5,550", "CLAIM,9,50",
    "WITNESS,2,1500", "WITNESS,3,1000", "WITNESS,5,300"
  })
  void whateverHappensNoRuleIsBrokenAndNothingIsLeftOut(
      OwnershipScheme scheme, int servers, int allRuns) {
    int runs = Scale.of(allRuns, LEAST);
    Planner planner = new Planner(scheme, servers, SimulatedFault.Kind.faults());

    Summary summary = new Campaign(planner, CoreFactory.REAL, THREADS).run(1, runs, done -> {});

    assertThat(stories(planner, summary)).isEmpty();
    for (SimulatedFault.Kind kind : planner.kinds()) {
      assertThat(summary.with(kind)).as(kind.word()).isPositive();
    }
    assertThat(summary.changes()).as("changes of the record").isGreaterThan(runs / 10);
  }

  /** A cut of a day is among them. */
  @ParameterizedTest
  @CsvSource({"2,300,400", "3,300,400"})
  void aProviderMayBearFewChangesADay(int servers, int budget, int allRuns) {
    Planner planner =
        new Planner(OwnershipScheme.CLAIM, servers, SimulatedFault.Kind.faults(), budget);

    Summary summary =
        new Campaign(planner, CoreFactory.REAL, THREADS)
            .run(1, Scale.of(allRuns, LEAST), done -> {});

    assertThat(stories(planner, summary)).isEmpty();
    assertThat(summary.simulated()).isGreaterThan(24 * 60 * Clock.MINUTE);
  }

  /** One story for each broken rule. */
  private static List<String> stories(Planner planner, Summary summary) {
    List<String> stories = new ArrayList<>();
    summary
        .broken()
        .forEach(
            (rule, seeds) ->
                stories.add(FoundStories.story(planner.plan(seeds.get(0)), CoreFactory.REAL)));
    return stories;
  }
}
