// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/**
 * A point on a monotonic time line. Only differences mean anything; it never follows the wall
 * clock.
 *
 * @param nanos nanoseconds since an arbitrary origin, as {@link System#nanoTime()} counts them
 */
public record Moment(long nanos) {

  public Moment plus(Duration duration) {
    return new Moment(nanos + duration.toNanos());
  }

  public Duration since(Moment earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }

  /** True when this moment is {@code other} or later. */
  public boolean reached(Moment other) {
    return nanos - other.nanos >= 0;
  }

  /** True when this moment is later than {@code other}. */
  public boolean isAfter(Moment other) {
    return nanos - other.nanos > 0;
  }

  /** The later one of this moment and {@code other}. */
  public Moment orLater(Moment other) {
    return reached(other) ? this : other;
  }
}
