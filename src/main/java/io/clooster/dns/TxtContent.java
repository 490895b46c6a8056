// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a TXT record says, as it is written in a zone file (RFC 1035, 5.1; RFC 7208, 3.3): one or
 * more character-strings in quotation marks, {@code "v=1 epoch=7 " "holder=srv1.example.com"},
 * which belong together without a blank between them. {@code \"}, {@code \\} and {@code \065} stand
 * for one byte. A text that does not begin with a quotation mark stands for itself: some APIs leave
 * the marks away, or give back what they were given.
 */
public final class TxtContent {
  /** What is written to see whether that works, and deleted again. */
  public static final String TRIAL = "\"made to see whether that works\"";

  private static final char MARK = '"';

  private final String content;
  private final StringBuilder text = new StringBuilder();
  private int place;

  private TxtContent(String content) {
    this.content = content;
  }

  /** One character-string; {@code text} is ASCII, without quotation marks, 255 letters at most. */
  static String quoted(String text) {
    return MARK + text + MARK;
  }

  /** The text; empty when the marks or what is behind a {@code \} is broken. */
  public static Optional<String> text(String content) {
    String trimmed = content.strip();
    if (trimmed.isEmpty() || trimmed.charAt(0) != MARK) {
      return Optional.of(trimmed);
    }
    TxtContent reader = new TxtContent(trimmed);
    return reader.strings() ? Optional.of(reader.text.toString()) : Optional.empty();
  }

  private boolean strings() {
    while (place < content.length()) {
      char c = content.charAt(place++);
      if (c == MARK ? !string() : !Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }

  /** Up to the closing mark. */
  private boolean string() {
    while (place < content.length()) {
      char c = content.charAt(place++);
      if (c == MARK) {
        return true;
      }
      if (c != '\\') {
        text.append(c);
      } else if (!escaped()) {
        return false;
      }
    }
    return false;
  }

  private boolean escaped() {
    if (place == content.length()) {
      return false;
    }
    if (!digit(place)) {
      text.append(content.charAt(place++));
      return true;
    }
    if (!digit(place + 1) || !digit(place + 2)) {
      return false;
    }
    int value = Integer.parseInt(content.substring(place, place + 3));
    place += 3;
    text.append(new String(new byte[] {(byte) value}, StandardCharsets.ISO_8859_1));
    return value < 256;
  }

  private boolean digit(int at) {
    return at < content.length() && content.charAt(at) >= '0' && content.charAt(at) <= '9';
  }
}
