// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/** What is asked of durations in more than one place. */
public final class Durations {
  private Durations() {}

  public static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  public static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Twice as long, but no longer than {@code most}. */
  public static Duration doubled(Duration pause, Duration most) {
    return min(pause.multipliedBy(2), most);
  }

  /** As people say it: 484 ms, 2.3 s, 5 s, 90 s. What is left over is dropped. */
  public static String inWords(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    long tenths = millis / 100 % 10;
    boolean whole = tenths == 0 || millis >= 10_000;
    return whole ? millis / 1000 + " s" : millis / 1000 + "." + tenths + " s";
  }
}
