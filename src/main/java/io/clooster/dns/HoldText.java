// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.failover.HoldOrder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a claim says that nothing is to be moved, {@code 4@2026-12-02T02:00:00Z}, or may be again,
 * {@code 5@-}: the number of the order, and until when by the clock of who wrote it.
 */
final class HoldText {
  private static final String OVER = "-";
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})@(-|[0-9TZ:.-]{1,40})");

  private HoldText() {}

  static String of(HoldOrder order, Instant now) {
    String until =
        order.left().isZero()
            ? OVER
            : now.plus(order.left()).truncatedTo(ChronoUnit.SECONDS).toString();
    return order.number() + "@" + until;
  }

  /** Null where nothing of the kind is said: that is no reason not to believe the claim. */
  static @Nullable HoldOrder read(String text, Instant now) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    try {
      Duration left =
          parts.group(2).equals(OVER)
              ? Duration.ZERO
              : Duration.between(now, Instant.parse(parts.group(2)));
      return new HoldOrder(Long.parseLong(parts.group(1)), left);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
