// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run is its seed; a broken one becomes a short story. */
class ReplayTest {

  @ParameterizedTest
  @CsvSource({"ORIGINAL,2,17", "RECORD,2,18", "RECORD,3,19", "CLAIM,2,20", "CLAIM,9,21"})
  void theSameSeedIsTheSameStory(OwnershipScheme scheme, int servers, long seed) {
    List<String> first = story(scheme, servers, seed);
    List<String> second = story(scheme, servers, seed);

    assertThat(first).hasSizeGreaterThan(10).isEqualTo(second);
  }

  @Test
  void anotherSeedIsAnotherStory() {
    assertThat(story(OwnershipScheme.CLAIM, 3, 21))
        .isNotEqualTo(story(OwnershipScheme.CLAIM, 3, 22));
  }

  @Test
  void aBrokenRunIsShrunkToTheFaultsThatItTakes() {
    BrokenCore broken = BrokenCore.FIGHTS_FOR_THE_RECORD;
    SimulationRun.Outcome found = SeedSearch.of(broken, 1, 1000);
    assertThat(found).isNotNull();

    Plan least = Shrinker.shrink(found.plan(), broken);

    assertThat(least.faults()).hasSizeBetween(1, 2);
    Violation violation = SimulationRun.of(least, broken, StoryLog.none()).violation();
    assertThat(violation).isNotNull();
    assertThat(violation.rule()).isEqualTo(found.violation().rule());
  }

  @Test
  void aStoryHasOneLineAnEventAndTheRecordsValueAtTheRight() {
    StoryLog chronicle = StoryLog.kept();
    Plan plan =
        new Planner(OwnershipScheme.CLAIM, 3, EnumSet.of(SimulatedFault.Kind.CRASH)).plan(3);

    SimulationRun.of(plan, CoreFactory.REAL, chronicle);

    assertThat(chronicle.lines())
        .allMatch(line -> line.matches(" *[0-9]+\\.[0-9]{3} s .* \\| [a-z0-9.-]+( .*)?"))
        .anyMatch(line -> line.contains("'s process is killed"));
  }

  private static List<String> story(OwnershipScheme scheme, int servers, long seed) {
    StoryLog chronicle = StoryLog.kept();
    SimulationRun.of(
        new Planner(scheme, servers, EnumSet.allOf(SimulatedFault.Kind.class)).plan(seed),
        CoreFactory.REAL,
        chronicle);
    return chronicle.lines();
  }
}
