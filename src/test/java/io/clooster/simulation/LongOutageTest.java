// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.testing.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The DNS API is out of everybody's reach for ten minutes, which is longer than any time that the
 * decision knows: its longest pause between two attempts, the longest promise of a claim, and the
 * time after which an outage is told.
 */
@Slow
@Tag("scaled")
class LongOutageTest {
  private static final long BEGINS = 20_000;
  private static final long LASTS = 600_000;
  private static final int HOLDER = 0;
  private static final int OTHER = 1;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Scale.of(100, 20));
  }

  private static Setup pair() {
    Claim first = new Claim(7, Setup.name(HOLDER), Duration.ofMinutes(1));
    return new Setup(
        2,
        2,
        List.of(true, true),
        Setup.name(HOLDER),
        "",
        new Setup.Times(1_000, 3_000, 0, 2_000, 60_000),
        true,
        new Setup.Claims(true, first, false, true, true),
        true);
  }

  private static SimulatedFault outage() {
    return fault(BEGINS, SimulatedFault.Kind.API_OUTAGE, HOLDER, LASTS);
  }

  private static SimulatedFault fault(long at, SimulatedFault.Kind kind, int server, long lasts) {
    return new SimulatedFault(at, kind, server, 1 - server, lasts, 0);
  }

  /** Plays it to the end, where all must be well; whatever breaks a rule fails here. */
  private static Simulation play(long seed, SimulatedFault... faults) {
    Plan plan = new Plan(seed, pair(), Arrays.asList(faults));
    Simulation simulation = new Simulation(plan, CoreFactory.REAL, StoryLog.none());
    simulation.clock.run(plan.end());
    assertThat(simulation.referee.changes()).as("changes before the API is back").isZero();
    EndConditions ending = new EndConditions(simulation);
    simulation.clock.run(plan.end() + 5 * Clock.MINUTE);
    assertThat(ending.wrong()).as("after five minutes more").isNull();
    assertThat(ending.untold()).isNull();
    ending.noLetterIsLost();
    return simulation;
  }

  private static void heldBy(Simulation simulation, int server) {
    assertThat(simulation.api.zone().record()).isEqualTo(Setup.name(server));
    assertThat(simulation.api.zone().claim()).isNotNull();
    assertThat(simulation.api.zone().claim().holder()).isEqualTo(Setup.name(server));
  }

  private static List<String> told(Simulation simulation, String kind) {
    List<String> titles = new ArrayList<>();
    for (InvariantChecker.Told told : simulation.referee.told()) {
      if (told.kind().equals(kind)) {
        titles.add(told.title());
      }
    }
    return titles;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whileTheServersSeeEachOtherNothingMovesAndItIsTold(long seed) {
    Simulation simulation = play(seed, outage());

    heldBy(simulation, HOLDER);
    assertThat(simulation.referee.changes()).isZero();
    assertThat(told(simulation, "record-lost")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLinkThatIsCutAllTheWhileMovesNothing(long seed) {
    Simulation simulation =
        play(
            seed, outage(), fault(BEGINS + 5_000, SimulatedFault.Kind.CUT, HOLDER, LASTS + 90_000));

    heldBy(simulation, HOLDER);
    assertThat(simulation.referee.changes()).isZero();
    assertThat(told(simulation, "record-lost")).hasSizeLessThanOrEqualTo(1);
    assertThat(told(simulation, "path-cut")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aHolderThatDiesMeanwhileIsReplacedByOneWriteWhenTheApiIsBack(long seed) {
    Simulation simulation =
        play(
            seed,
            outage(),
            fault(BEGINS + 60_000, SimulatedFault.Kind.CRASH, HOLDER, SimulatedFault.FOR_GOOD));

    heldBy(simulation, OTHER);
    assertThat(simulation.referee.changes()).isOne();
    assertThat(told(simulation, "peer-down")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aHolderThatDiesMeanwhileBehindACutLinkIsReplacedToo(long seed) {
    Simulation simulation =
        play(
            seed,
            outage(),
            fault(BEGINS + 5_000, SimulatedFault.Kind.CUT, HOLDER, LASTS),
            fault(BEGINS + 60_000, SimulatedFault.Kind.CRASH, HOLDER, SimulatedFault.FOR_GOOD));

    heldBy(simulation, OTHER);
    assertThat(simulation.referee.changes()).isOne();
  }
}
