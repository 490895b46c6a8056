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
  void theSameSeedIsTheSameStory(Scheme scheme, int servers, long seed) {
    List<String> first = story(scheme, servers, seed);
    List<String> second = story(scheme, servers, seed);

    assertThat(first).hasSizeGreaterThan(10).isEqualTo(second);
  }

  @Test
  void anotherSeedIsAnotherStory() {
    assertThat(story(Scheme.CLAIM, 3, 21)).isNotEqualTo(story(Scheme.CLAIM, 3, 22));
  }

  @Test
  void aBrokenRunIsShrunkToTheFaultsThatItTakes() {
    BrokenCore broken = BrokenCore.FIGHTS_FOR_THE_RECORD;
    Run.Outcome found = Hunt.of(broken, 1, 1000);
    assertThat(found).isNotNull();

    Plan least = Shrinker.shrink(found.plan(), broken);

    assertThat(least.faults()).hasSizeBetween(1, 2);
    Violation violation = Run.of(least, broken, Chronicle.none()).violation();
    assertThat(violation).isNotNull();
    assertThat(violation.rule()).isEqualTo(found.violation().rule());
  }

  @Test
  void aStoryHasOneLineAnEventAndTheRecordsValueAtTheRight() {
    Chronicle chronicle = Chronicle.kept();
    Plan plan = new Planner(Scheme.CLAIM, 3, EnumSet.of(Fault.Kind.CRASH)).plan(3);

    Run.of(plan, Cores.REAL, chronicle);

    assertThat(chronicle.lines())
        .allMatch(line -> line.matches(" *[0-9]+\\.[0-9]{3} s .* \\| [a-z0-9.-]+( .*)?"))
        .anyMatch(line -> line.contains("'s process is killed"));
  }

  private static List<String> story(Scheme scheme, int servers, long seed) {
    Chronicle chronicle = Chronicle.kept();
    Run.of(
        new Planner(scheme, servers, EnumSet.allOf(Fault.Kind.class)).plan(seed),
        Cores.REAL,
        chronicle);
    return chronicle.lines();
  }
}
