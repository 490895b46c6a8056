// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values are written in a sentence, and for machines. */
final class ValueText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Texts texts;
  private final Function<Moment, Instant> clock;

  /**
   * With the words for reasons of {@code texts}.
   *
   * @param clock tells what the wall clock showed at a moment
   */
  ValueText(Texts texts, Function<Moment, Instant> clock) {
    this.texts = texts;
    this.clock = clock;
  }

  /** A value, or several with {@code separator} between two of them. */
  String of(Object value, String separator) {
    if (value instanceof Collection<?> several) {
      return several.stream()
          .map(each -> of(each, separator))
          .collect(Collectors.joining(separator));
    } else if (value instanceof Duration duration) {
      return Durations.inWords(duration);
    } else if (value instanceof Moment moment) {
      return TIME.format(clock.apply(moment));
    } else if (value instanceof Reason reason) {
      return of(reason);
    }
    return String.valueOf(value);
  }

  private String of(Reason reason) {
    Template words = reason.isSaid() ? null : texts.get("reason." + reason.kind());
    return words == null ? reason.toString() : words.fill(Map.of("detail", reason.detail()), this);
  }

  /** As machines read it: text, numbers, seconds, and moments by ISO 8601. */
  Object plain(Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().map(this::plain).toList();
    } else if (value instanceof Duration duration) {
      return duration.toMillis() / 1000.0;
    } else if (value instanceof Moment moment) {
      return clock.apply(moment).toString();
    } else if (value instanceof Reason reason) {
      return of(reason);
    }
    return value instanceof Number ? value : String.valueOf(value);
  }
}
