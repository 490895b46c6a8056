// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a user writes them: {@code "500ms"}, {@code "60s"}, {@code "2m"}, {@code "1h"}. */
final class DurationText {
  static final Duration LONGEST = Duration.ofHours(24);

  private static final Pattern FORM =
      Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,12})?)\\s*(ms|s|m|h)");
  private static final String REMEDY =
      "write \"500ms\", \"60s\", \"2m\", \"1h\" or a number of seconds";

  private DurationText() {}

  /**
   * A number with its unit.
   *
   * @param shortest the least that is allowed
   */
  static Duration parse(String text, Duration shortest) throws InvalidValue {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new InvalidValue("is not a duration", REMEDY);
    }
    long milliseconds =
        switch (form.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return bounded(new BigDecimal(form.group(1)), milliseconds, shortest);
  }

  /** A plain number: seconds, as JSON writes numbers. */
  static Duration ofSeconds(String number, Duration shortest) throws InvalidValue {
    try {
      return bounded(new BigDecimal(number), 1_000, shortest);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidValue("is not a duration", REMEDY);
    }
  }

  private static Duration bounded(BigDecimal count, long unit, Duration shortest)
      throws InvalidValue {
    BigDecimal milliseconds = count.multiply(BigDecimal.valueOf(unit));
    if (milliseconds.compareTo(BigDecimal.valueOf(shortest.toMillis())) < 0) {
      throw shortest.isZero()
          ? new InvalidValue("is negative", "write \"0s\" or more")
          : new InvalidValue("is too short", "write more than zero, at least \"1ms\"");
    }
    if (milliseconds.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0) {
      throw new InvalidValue("is too long", "write at most \"24h\"");
    }
    // By way of double: rounding 1e-999999999 as a BigDecimal would compute all its digits.
    return Duration.ofMillis(Math.round(milliseconds.doubleValue()));
  }
}
