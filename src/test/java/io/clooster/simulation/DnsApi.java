// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The DNS provider, as all servers reach it. What a call does is done in one instant, when it
 * lands; that may be long after the caller gave it up.
 */
final class DnsApi {
  /** Nothing lands later than this after it was sent. */
  static final long LANDS_WITHIN = 45 * Clock.SECOND;

  /** Sides of the API that can be bad. */
  enum Trouble {
    ERRORS,
    SLOW,
    ANSWERS_LOST,
    LATE,
    THROTTLES,
    OUTAGE,
    READ_ONLY
  }

  private static final int[] WAITS = {0, 1, 5, 30, 120, 300};

  private final Clock clock;
  private final SplittableRandom dice;
  private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
  private final int[] cutOff;
  private final SimulatedZone zone;
  private final SimulatedLists lists;

  DnsApi(
      Clock clock, SplittableRandom dice, SimulatedZone zone, SimulatedLists lists, int servers) {
    this.clock = clock;
    this.dice = dice;
    this.zone = zone;
    this.lists = lists;
    this.cutOff = new int[servers];
  }

  /** What stands there at this moment. */
  SimulatedZone zone() {
    return zone;
  }

  /** What its reads show of that. */
  SimulatedLists lists() {
    return lists;
  }

  /** True when this server's token may read, and no more. */
  boolean isReadOnly() {
    return has(Trouble.READ_ONLY);
  }

  void trouble(Trouble trouble, boolean begins) {
    troubles.merge(trouble, begins ? 1 : -1, Integer::sum);
  }

  void cutOff(int server, boolean begins) {
    cutOff[server] += begins ? 1 : -1;
  }

  /** What a call does, all or nothing, in the instant in which it lands. */
  interface Transaction {
    Event lands();
  }

  /** How a failure is told to the caller. */
  interface Failure {
    Event as(String reason, Duration retryAfter);
  }

  /**
   * A call arrives over the Internet, or does not.
   *
   * @param effect what it does, and the answer to that
   * @param answer takes the answer, if one comes
   */
  void call(int server, Transaction effect, Failure failure, Consumer<Event> answer) {
    if (cutOff[server] > 0) {
      if (dice.nextBoolean()) {
        answersAfter(20 * Clock.MILLI, failure.as("no route to the API", Duration.ZERO), answer);
      }
      return;
    }
    long latency = latency();
    long there = dice.nextLong(latency / 4, latency);
    long back = latency - there;
    if (has(Trouble.OUTAGE)) {
      if (dice.nextInt(10) < 7) {
        answersAfter(latency, failure.as("HTTP 503", Duration.ZERO), answer);
      }
    } else if (has(Trouble.THROTTLES) && dice.nextInt(10) < 8) {
      Duration wait = Duration.ofSeconds(WAITS[dice.nextInt(WAITS.length)]);
      answersAfter(latency, failure.as("HTTP 429", wait), answer);
    } else if (has(Trouble.LATE) && dice.nextBoolean()) {
      clock.after(
          dice.nextLong(5 * Clock.SECOND, LANDS_WITHIN),
          () -> answersAfter(back, effect.lands(), answer));
    } else if (has(Trouble.ANSWERS_LOST) && dice.nextInt(10) < 6) {
      clock.after(there, effect::lands);
    } else if (has(Trouble.ERRORS) && dice.nextInt(4) < 3) {
      if (dice.nextInt(3) == 0) {
        clock.after(there, effect::lands);
      }
      answersAfter(latency, failure.as("HTTP 500", Duration.ZERO), answer);
    } else {
      clock.after(there, () -> answersAfter(back, effect.lands(), answer));
    }
  }

  private void answersAfter(long delay, Event event, Consumer<Event> answer) {
    clock.after(delay, () -> answer.accept(event));
  }

  private boolean has(Trouble trouble) {
    return troubles.getOrDefault(trouble, 0) > 0;
  }

  private long latency() {
    return has(Trouble.SLOW)
        ? dice.nextLong(500 * Clock.MILLI, 15 * Clock.SECOND)
        : dice.nextLong(20 * Clock.MILLI, 300 * Clock.MILLI);
  }
}
