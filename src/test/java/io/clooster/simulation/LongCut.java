// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A cut that lasts longer than a day, at the end of a run: so that it shows how many changes a day
 * takes. In half of them a server dies meanwhile.
 */
final class LongCut {
  /** A simulated day takes its time: so it is in one of so many runs. */
  static final int IN_ONE_OF = 20;

  private static final long LASTS = Duration.ofHours(25).toMillis();

  /** The claim has been renewed as seldom as it will be by then. */
  private static final long SETTLED = Duration.ofHours(2).toMillis();

  private static final long LONGEST_DEATH = Duration.ofHours(1).toMillis();

  private final int servers;
  private final SplittableRandom dice;

  LongCut(int servers, SplittableRandom dice) {
    this.servers = servers;
    this.dice = dice;
  }

  /** What happens from then on, in milliseconds; of two servers they lose each other. */
  List<SimulatedFault> after(long at) {
    List<SimulatedFault> faults = new ArrayList<>();
    int server = dice.nextInt(servers);
    int other = (server + 1) % servers;
    SimulatedFault.Kind kind = servers == 2 ? SimulatedFault.Kind.CUT : SimulatedFault.Kind.CUT_OFF;
    faults.add(new SimulatedFault(at, kind, server, other, LASTS, 0));
    if (dice.nextBoolean()) {
      int dies = dice.nextInt(servers);
      long when = at + dice.nextLong(SETTLED, LASTS - 2 * LONGEST_DEATH);
      long lasts =
          dice.nextInt(3) == 0 ? SimulatedFault.FOR_GOOD : dice.nextLong(1_000, LONGEST_DEATH);
      faults.add(
          new SimulatedFault(
              when, SimulatedFault.Kind.CRASH, dies, (dies + 1) % servers, lasts, 0));
    }
    return faults;
  }
}
