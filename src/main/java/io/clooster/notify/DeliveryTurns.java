// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each message of one notifier may be tried. After a failure all wait, longer each time, but
 * for a critical one that was never tried. A message that keeps failing lets those behind it pass,
 * as it may be the message that is the reason.
 */
final class DeliveryTurns {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** After so many failures of one message it is the turn of the next one. */
  static final int PATIENCE = 5;

  /** So long others pass. No longer than the longest pause can be: then the oldest is first. */
  static final Duration SET_BACK = Duration.ofMinutes(4);

  private static final Duration ANY_TIME = Duration.ofSeconds(Long.MIN_VALUE);
  private static final int MOST = 2 * OutboxLimits.MOST;
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private record Failed(int times, Duration notBefore) {}

  private final RandomGenerator dice;
  private final Map<String, Failed> failed = new LinkedHashMap<>();
  private final Set<String> delivered = new LinkedHashSet<>();
  private int inARow;
  private boolean begun;
  private Duration last = Duration.ZERO;
  private Duration next = Duration.ZERO;

  /** Until then the service wants to be left alone, by critical messages, too. */
  private Duration asked = ANY_TIME;

  DeliveryTurns(RandomGenerator dice) {
    this.dice = dice;
  }

  /**
   * True when this message may be tried.
   *
   * @param now since some moment, monotonic
   */
  synchronized boolean isDue(String file, Duration now) {
    if (delivered.contains(file)) {
      return false;
    }
    Failed before = failed.get(file);
    if (isCritical(file) && before == null) {
      return !begun || (now.minus(last).compareTo(FIRST_PAUSE) >= 0 && now.compareTo(asked) >= 0);
    }
    boolean open = !begun || now.compareTo(next) >= 0;
    return open && (before == null || now.compareTo(before.notBefore()) >= 0);
  }

  /**
   * It was not delivered.
   *
   * @param retryAfter the least time until the next attempt that the service asked for; zero if
   *     none
   */
  synchronized void failed(String file, Duration now, Duration retryAfter) {
    Failed before = failed.remove(file);
    int times = before == null ? 1 : before.times() + 1;
    // A critical one that is new does not inherit the long pauses of those before it.
    inARow = before == null && isCritical(file) ? 1 : inARow + 1;
    failed.put(file, new Failed(times, times < PATIENCE ? now : now.plus(SET_BACK)));
    forgetOldest(failed.keySet());
    begun = true;
    last = now;
    asked = now.plus(retryAfter);
    next = now.plus(pause());
    next = next.compareTo(asked) < 0 ? asked : next;
  }

  /** It was delivered, and lies in no file. */
  synchronized void delivered(String file) {
    failed.remove(file);
    failed.replaceAll((name, each) -> new Failed(each.times(), released(each)));
    inARow = 0;
    begun = false;
  }

  /** Deletes it. What can't be deleted is remembered, as nobody wants to read it twice. */
  synchronized void delivered(Path message) {
    String file = String.valueOf(message.getFileName());
    delivered(file);
    try {
      Files.deleteIfExists(message);
    } catch (IOException e) {
      delivered.add(file);
      forgetOldest(delivered);
      LOG.error("state=delivered: but {} can't be deleted: {}", message, e.toString());
    }
  }

  /** It was the notifier that failed; unless this message failed between two that did not. */
  private static Duration released(Failed message) {
    return message.times() > PATIENCE ? message.notBefore() : ANY_TIME;
  }

  private Duration pause() {
    long pause = FIRST_PAUSE.toMillis() << Math.min(inARow - 1, 20);
    long bounded = Math.min(pause, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(bounded * (80 + dice.nextInt(41)) / 100);
  }

  private static boolean isCritical(String file) {
    return OutboxFileName.severity(file) == Severity.CRITICAL;
  }

  private static void forgetOldest(Set<String> names) {
    if (names.size() > MOST) {
      names.remove(names.iterator().next());
    }
  }
}
