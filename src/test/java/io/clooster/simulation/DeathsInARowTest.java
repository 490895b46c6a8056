// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.testing.Slow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Five servers, of which one after the other dies, the holder first: each death is told once. */
@Slow
@Tag("scaled")
class DeathsInARowTest {
  private static final int SERVERS = 5;
  private static final long FIRST = 60_000;
  private static final long BETWEEN = 30_000;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Scale.of(50, 20));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fourDeathsAreFourMessagesFromWhoeverHoldsTheRecordByThen(long seed) {
    // When
    Simulation simulation = play(seed, IntStream.range(0, 4).toArray());

    // Then
    assertThat(dead(simulation)).containsExactly("srv1", "srv2", "srv3", "srv4");
    assertThat(simulation.api.zone().record()).isEqualTo("srv5");
    assertThat(incidents(simulation))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("srv\\d-\\d+"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void soAreTheDeathsOfTwoThatHeldNothingAndThenOfTwoHolders(long seed) {
    // When
    Simulation simulation = play(seed, 4, 2, 0, 1);

    // Then
    assertThat(dead(simulation)).containsExactly("srv5", "srv3", "srv1", "srv2");
    assertThat(simulation.api.zone().record()).isEqualTo("srv4");
  }

  private static List<String> dead(Simulation simulation) {
    return deaths(simulation).stream().map(SimulatedMessage::subject).toList();
  }

  private static List<String> incidents(Simulation simulation) {
    return deaths(simulation).stream().map(SimulatedMessage::incident).toList();
  }

  private static List<SimulatedMessage> deaths(Simulation simulation) {
    return simulation.administrator.received().stream()
        .filter(letter -> letter.kind().equals("peer-down"))
        .toList();
  }

  private static Simulation play(long seed, int... dying) {
    Claim first = new Claim(7, Setup.name(0), Duration.ofMinutes(1));
    Setup setup =
        new Setup(
            2,
            SERVERS,
            Collections.nCopies(SERVERS, true),
            Setup.name(0),
            "",
            new Setup.Times(1_000, 3_000, 0, 2_000, 60_000),
            true,
            new Setup.Claims(true, first, false, true, true),
            true);
    List<SimulatedFault> faults =
        IntStream.range(0, dying.length)
            .mapToObj(
                i ->
                    new SimulatedFault(
                        FIRST + i * BETWEEN,
                        SimulatedFault.Kind.CRASH,
                        dying[i],
                        (dying[i] + 1) % SERVERS,
                        SimulatedFault.FOR_GOOD,
                        0))
            .toList();
    Simulation simulation =
        new Simulation(new Plan(seed, setup, faults), CoreFactory.REAL, StoryLog.none());
    simulation.clock.run((FIRST + (dying.length + 2) * BETWEEN) * Clock.MILLI);
    assertThat(new EndConditions(simulation).wrong()).isNull();
    assertThat(simulation.obituaries.untold()).isNull();
    return simulation;
  }
}
