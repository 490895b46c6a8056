// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;

/** For how long what an operator orders lasts, or is waited for: 1 s at least. */
public enum OrderTime {
  /** A server is out of service. Longer than that, and it is until it is resumed. */
  DRAIN(Duration.ofDays(30)),
  /** Nothing is moved in the whole group: who forgets it has one that does its work by then. */
  HOLD(Duration.ofHours(24)),
  /** All name servers give a new value: a zone is carried out slowly where it takes minutes. */
  DRILL(Duration.ofHours(1));

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Duration longest;

  OrderTime(Duration longest) {
    this.longest = longest;
  }

  /** No order lasts longer. */
  public Duration longest() {
    return longest;
  }

  /**
   * From its text, {@code 30m} say.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong with it
   */
  public Duration read(String text) {
    try {
      return DurationText.parse(text, SHORTEST, longest);
    } catch (InvalidValue e) {
      throw new IllegalArgumentException(
          Quoting.quoted(text) + " " + e.what() + "; " + e.remedy(), e);
    }
  }
}
