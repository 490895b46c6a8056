// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;

/** For how long an operator takes a server out of service. */
public final class DrainTime {
  /** Longer than that, and it is until it is resumed. */
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private DrainTime() {}

  /**
   * From its text, {@code 30m} say: 1 s to 30 days.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong with it
   */
  public static Duration of(String text) {
    try {
      return DurationText.parse(text, SHORTEST, LONGEST);
    } catch (InvalidValue e) {
      throw new IllegalArgumentException(
          Quoting.quoted(text) + " " + e.what() + "; " + e.remedy(), e);
    }
  }
}
