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
      Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,12})?)\\s*(ms|s|m|h|d)");
  private static final String REMEDY =
      "write \"500ms\", \"60s\", \"2m\", \"1h\" or a number of seconds";

  private DurationText() {}

  /**
   * A number with its unit.
   *
   * @param shortest the least that is allowed
   * @param longest the most that is allowed
   */
  static Duration parse(String text, Duration shortest, Duration longest) throws InvalidValue {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new InvalidValue("is not a duration", REMEDY);
    }
    long milliseconds =
        switch (form.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 86_400_000;
        };
    return bounded(new BigDecimal(form.group(1)), milliseconds, shortest, longest);
  }

  /** A plain number: seconds, as JSON writes numbers. */
  static Duration ofSeconds(String number, Duration shortest, Duration longest)
      throws InvalidValue {
    try {
      return bounded(new BigDecimal(number), 1_000, shortest, longest);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidValue("is not a duration", REMEDY);
    }
  }

  /** The duration as a user may write it, in its largest whole unit. */
  static String shown(Duration duration) {
    long milliseconds = duration.toMillis();
    if (milliseconds % 86_400_000 == 0 && milliseconds > 86_400_000) {
      return milliseconds / 86_400_000 + "d";
    } else if (milliseconds % 3_600_000 == 0) {
      return milliseconds / 3_600_000 + "h";
    } else if (milliseconds % 60_000 == 0) {
      return milliseconds / 60_000 + "m";
    }
    return milliseconds % 1_000 == 0 ? milliseconds / 1_000 + "s" : milliseconds + "ms";
  }

  private static Duration bounded(BigDecimal count, long unit, Duration shortest, Duration longest)
      throws InvalidValue {
    BigDecimal milliseconds = count.multiply(BigDecimal.valueOf(unit));
    if (milliseconds.compareTo(BigDecimal.valueOf(shortest.toMillis())) < 0) {
      throw shortest.isZero()
          ? new InvalidValue("is negative", "write \"0s\" or more")
          : new InvalidValue("is too short", atLeast(shortest));
    }
    if (milliseconds.compareTo(BigDecimal.valueOf(longest.toMillis())) > 0) {
      throw new InvalidValue("is too long", "write at most \"" + shown(longest) + "\"");
    }
    // By way of double: rounding 1e-999999999 as a BigDecimal would compute all its digits.
    return Duration.ofMillis(Math.round(milliseconds.doubleValue()));
  }

  private static String atLeast(Duration shortest) {
    String least = "at least \"" + shown(shortest) + "\"";
    return shortest.toMillis() == 1 ? "write more than zero, " + least : "write " + least;
  }
}
