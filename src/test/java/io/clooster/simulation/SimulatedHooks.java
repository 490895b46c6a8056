// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What the user's programs do on one machine: at first all that they should, at once. */
final class SimulatedHooks {
  /** So long the shell waits for before_active. */
  static final long LONGEST = 2 * Clock.SECOND;

  /** What before_active does wrong. */
  enum Trouble {
    FAILS,
    HANGS,
    SLOW;

    /** That of a fault of this amount. */
    static Trouble of(int amount) {
      return switch (amount % 3) {
        case 0 -> FAILS;
        case 1 -> HANGS;
        default -> SLOW;
      };
    }
  }

  private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);

  void trouble(Trouble trouble, boolean begins) {
    troubles.merge(trouble, begins ? 1 : -1, Integer::sum);
  }

  /** How long before_active takes that is started now. */
  long takes(SplittableRandom dice) {
    if (has(Trouble.HANGS)) {
      return LONGEST;
    }
    return has(Trouble.SLOW) ? dice.nextLong(LONGEST) : dice.nextLong(20 * Clock.MILLI);
  }

  /** Whether it fails, or is ended as it takes too long. */
  boolean fails() {
    return has(Trouble.FAILS) || has(Trouble.HANGS);
  }

  private boolean has(Trouble trouble) {
    return troubles.getOrDefault(trouble, 0) > 0;
  }
}
