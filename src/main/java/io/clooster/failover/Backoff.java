// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays that double from {@code min} to {@code max}, each shortened by up to a fifth at random, so
 * that two servers which fail together do not try together.
 */
public final class Backoff {
  private final Duration min;
  private final Duration max;
  private final RandomGenerator random;

  /** The next delay, before it is shortened. */
  private Duration next;

  public Backoff(Duration min, Duration max, RandomGenerator random) {
    this.min = min;
    this.max = max;
    this.random = random;
    this.next = min;
  }

  public Duration next() {
    Duration delay = next;
    next = Durations.doubled(next, max);
    return delay.minus(Duration.ofNanos((long) (delay.toNanos() * 0.2 * random.nextDouble())));
  }

  public void reset() {
    next = min;
  }
}
