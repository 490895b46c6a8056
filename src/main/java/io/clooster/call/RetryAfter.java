// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** How long a service asks us to wait: the header {@code Retry-After} (RFC 9110, 10.2.3). */
public final class RetryAfter {
  /**
   * No service that we know blocks for longer (Cloudflare: 5 minutes). A server is down while we
   * wait, so nobody gets more than this out of a wrong clock or a wrong header.
   */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private RetryAfter() {}

  /**
   * Between zero and {@link #LONGEST}; zero when the header is missing or can't be understood.
   *
   * @param header seconds, or a date as RFC 9110, 5.6.7 has it
   */
  public static Duration of(@Nullable String header, Instant now) {
    if (header == null) {
      return Duration.ZERO;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    @Nullable Instant date = DateUtils.parseStandardDate(text);
    return date == null ? Duration.ZERO : bounded(Duration.between(now, date));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
