// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

/**
 * Builds a page. Tags and attributes are ours; whatever else there is goes through {@link #escaped}
 * before it gets here, and so can't leave its place.
 */
final class Html {
  /** Longer texts are cut, counted as they stand in the page: that is no log. */
  static final int LONGEST = 240;

  private final StringBuilder page = new StringBuilder(16_384);

  /** As it stands here: a constant of ours. */
  Html raw(String ours) {
    page.append(ours);
    return this;
  }

  /** What somebody else wrote. */
  Html text(String any) {
    page.append(escaped(any));
    return this;
  }

  /** This text in an element, {@code dd} say; {@code tag} may have attributes. */
  Html element(String tag, String any) {
    String name = tag.indexOf(' ') < 0 ? tag : tag.substring(0, tag.indexOf(' '));
    return raw("<" + tag + ">").text(any).raw("</" + name + ">");
  }

  /** A line of a list of terms. */
  Html term(String name, String any) {
    return element("dt", name).element("dd", any);
  }

  /**
   * Fit for an element's text and for an attribute in quotes. What a browser would not show, or
   * would show in another order than it stands, becomes a mark.
   */
  static String escaped(String any) {
    StringBuilder text = new StringBuilder(Math.min(any.length(), LONGEST) + 16);
    for (int i = 0; i < any.length(); i = any.offsetByCodePoints(i, 1)) {
      if (text.length() >= LONGEST) {
        return text.append('…').toString();
      }
      int point = any.codePointAt(i);
      switch (point) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        case '\n', '\t' -> text.append(' ');
        default -> text.appendCodePoint(isShown(point) ? point : 0xfffd);
      }
    }
    return text.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
