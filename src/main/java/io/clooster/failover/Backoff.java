// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays that double from {@code min} to {@code max}, each shortened by up to a fifth at random, so
 * that two servers which fail together do not try together.
 */
final class Backoff {
  private final Duration min;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration min, Duration max, RandomGenerator random) {
    this.min = min;
    this.max = max;
    this.random = random;
    this.next = min;
  }

  Duration next() {
    Duration delay = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(max) > 0 ? max : doubled;
    return delay.minus(Duration.ofNanos((long) (delay.toNanos() * 0.2 * random.nextDouble())));
  }

  void reset() {
    next = min;
  }
}
