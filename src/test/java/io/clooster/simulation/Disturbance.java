// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/**
 * When something was wrong with a server or a path: what may be held against it. Times that are
 * less than {@link #APART} apart are one.
 */
final class Disturbance {
  private static final long APART = 5 * Clock.MINUTE;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private int active;
  private long began = NEVER;
  private long ended = NEVER;

  void begins(long now) {
    if (active++ == 0 && now - ended > APART) {
      began = now;
    }
  }

  void ends(long now) {
    active--;
    ended = now;
  }

  /** It happened, and is over. */
  void happens(long now) {
    begins(now);
    ends(now);
  }

  /** The last moment at which something was wrong, {@code now} while it is. */
  long last(long now) {
    return active > 0 ? now : ended;
  }

  /** When what went wrong last began. */
  long began() {
    return began;
  }
}
