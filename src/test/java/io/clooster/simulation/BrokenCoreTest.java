// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Full;
import io.clooster.testing.Slow;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator notices each broken core. The seeds are in docs/simulation.md. */
@Slow
class BrokenCoreTest {
  private static final int RUNS = 10_000;

  /** Found late: after some hundred runs. */
  private static final Set<BrokenCore> SUBTLE =
      EnumSet.of(
          BrokenCore.BLAMES_OTHERS_FOR_ITS_OWN_PAUSE,
          BrokenCore.GOES_BY_THE_WALL_CLOCK,
          BrokenCore.TELLS_NOBODY_THAT_IT_IS_UNHEALTHY,
          BrokenCore.WAITS_FOR_THE_DEAD,
          BrokenCore.COUNTS_PLANNED_STOPS,
          BrokenCore.IS_HELD_UP_BY_A_STRANGER,
          BrokenCore.TAKES_THE_WORD_OF_A_STRANGER,
          BrokenCore.TELLS_NO_MISSING_LINK,
          BrokenCore.FORGETS_WHAT_IT_WAS_ABOUT_TO_TELL,
          BrokenCore.TAKES_A_LOST_RACE_FOR_A_FAILURE,
          BrokenCore.BELIEVES_NO_PROMISE,
          BrokenCore.BREAKS_ITS_PROMISE);

  static Set<BrokenCore> plain() {
    return EnumSet.complementOf(EnumSet.copyOf(SUBTLE));
  }

  static Set<BrokenCore> subtle() {
    return SUBTLE;
  }

  @ParameterizedTest
  @MethodSource("plain")
  void isCaught(BrokenCore broken) {
    search(broken);
  }

  @ParameterizedTest
  @MethodSource("subtle")
  @Full
  void soIsOneThatIsSeldomWrong(BrokenCore broken) {
    search(broken);
  }

  private static void search(BrokenCore broken) {
    assertThat(SeedSearch.of(broken, 1, RUNS)).as(broken.word()).isNotNull();
  }
}
