// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a TXT record. The API keeps it as it was sent, with quotation marks or without;
 * what DNS makes of it is the same.
 */
final class CharacterStrings {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(\\d{3}|.)");

  private CharacterStrings() {}

  /** What all strings say together; a content that is not made of quoted strings is one string. */
  static String text(String content) {
    Matcher quoted = QUOTED.matcher(content.strip());
    StringBuilder text = new StringBuilder();
    int end = 0;
    while (quoted.find(end) && quoted.start() == end) {
      text.append(unescaped(quoted.group(1)));
      end = quoted.end();
      if (end == content.strip().length()) {
        return text.toString();
      }
    }
    return content;
  }

  private static String unescaped(String string) {
    return ESCAPED
        .matcher(string)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1).length() == 3
                        ? String.valueOf((char) Integer.parseInt(escape.group(1)))
                        : escape.group(1)));
  }
}
