// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/** Makes text from a user's file fit to be printed on a terminal or in a log. */
public final class Quoting {
  private static final int LONGEST = 60;

  private Quoting() {}

  /** The text without anything that could steer a terminal or break the line, shortened. */
  public static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '\ufffd'));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      shown.append('…');
    }
    return shown.toString();
  }

  /** The same in double quotes. */
  public static String quoted(String text) {
    return '"' + plain(text) + '"';
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
