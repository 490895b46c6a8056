// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as a page shows them. */
final class PageTime {
  private PageTime() {}

  /** {@code 2.1 s}, {@code 12 min}, {@code 5 h 3 min}, {@code 9 d 4 h}. */
  static String span(double seconds) {
    long minutes = (long) (seconds / 60);
    if (seconds < 100) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    } else if (minutes < 120) {
      return minutes + " min";
    } else if (minutes < 48 * 60) {
      return minutes / 60 + " h " + minutes % 60 + " min";
    }
    return minutes / 1440 + " d " + minutes / 60 % 24 + " h";
  }

  /** {@code 2026-12-02 03:04:05 UTC}. */
  static String moment(Instant at) {
    String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return text.replace('T', ' ').replace("Z", " UTC");
  }

  /** Null for what is none. */
  static @Nullable Instant read(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
