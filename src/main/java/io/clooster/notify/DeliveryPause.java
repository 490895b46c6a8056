// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long one notifier is left alone after it failed: longer each time, unless it is urgent. */
final class DeliveryPause {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator dice;
  private int inARow;
  private boolean failing;
  private Duration last = Duration.ZERO;
  private Duration next = Duration.ZERO;

  /** Until then the service wants to be left alone, by urgent messages, too. */
  private Duration asked = Duration.ZERO;

  DeliveryPause(RandomGenerator dice) {
    this.dice = dice;
  }

  /**
   * It failed.
   *
   * @param anew true for the first failure of something urgent, which inherits no long pause
   * @param retryAfter the least time until the next attempt that the service asked for; zero if
   *     none
   */
  void failed(boolean anew, Duration now, Duration retryAfter) {
    inARow = anew ? 1 : inARow + 1;
    failing = true;
    last = now;
    asked = now.plus(retryAfter);
    next = now.plus(pause());
    next = next.compareTo(asked) < 0 ? asked : next;
  }

  /** It works. */
  void ends() {
    inARow = 0;
    failing = false;
  }

  boolean isOver(boolean urgent, Duration now) {
    return !failing
        || (urgent
            ? now.minus(last).compareTo(FIRST) >= 0 && now.compareTo(asked) >= 0
            : now.compareTo(next) >= 0);
  }

  private Duration pause() {
    long pause = FIRST.toMillis() << Math.min(inARow - 1, 20);
    long bounded = Math.min(pause, LONGEST.toMillis());
    return Duration.ofMillis(bounded * (80 + dice.nextInt(41)) / 100);
  }
}
