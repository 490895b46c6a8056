// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A claim that was written beside a record.
 *
 * @param nanos {@link System#nanoTime} when it took effect, the same as of the records that moved
 *     with it
 * @param at the same, by the calendar
 * @param by who wrote
 * @param caller whose credential it was, as {@link RecordWrite#caller} has it
 * @param text what the TXT record holds, without quotation marks
 */
public record ClaimWrite(long nanos, Instant at, RecordWrite.By by, String caller, String text) {
  private static final Pattern EPOCH = Pattern.compile("(?:^|\\s)epoch=(\\d{1,18})(?=\\s|$)");
  private static final Pattern HOLDER = Pattern.compile("(?:^|\\s)holder=(\\S+)");

  static ClaimWrite of(RecordWrite write) {
    return new ClaimWrite(
        write.nanos(),
        write.at(),
        write.by(),
        write.caller(),
        CharacterStrings.text(write.content().orElseThrow()));
  }

  /** Empty if the text has none. */
  public OptionalLong epoch() {
    Matcher matcher = EPOCH.matcher(text);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Empty text if there is none. */
  public String holder() {
    Matcher matcher = HOLDER.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
