// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;

/** For how long an operator wants nothing to be moved in the whole group. */
public final class HoldTime {
  /** What is meant where nothing is said. */
  public static final Duration USUAL = Duration.ofHours(1);

  /** Who forgets it has a group again that does its work by then. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private HoldTime() {}

  /**
   * From its text, {@code 2h} say: 1 s to 24 hours.
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
