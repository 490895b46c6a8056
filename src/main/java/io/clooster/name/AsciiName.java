// SPDX-License-Identifier: Apache-2.0
package io.clooster.name;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Host names in the letters that DNS has: each label that has others as an A-label, {@code
 * xn--bcher-kva} for {@code bücher} (RFC 5890, 2.3.2.1).
 *
 * <p>Java's own {@link IDN} follows IDNA 2003, by which {@code straße} is {@code strasse}. To
 * registries, browsers and DNS providers of today these are two names (RFC 5894, 7.2; UTS 46, 4):
 * so they are here.
 */
public final class AsciiName {
  private static final Pattern DOT = Pattern.compile("[.\u3002\uff0e\uff61]");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
  private static final String PREFIX = "xn--";

  /** What IDNA 2003 takes for other letters, and IDNA 2008 for themselves. */
  private static final Pattern SHARP_S_OR_FINAL_SIGMA = Pattern.compile("[\u00df\u03c2]");

  /** What IDNA 2003 leaves out, and IDNA 2008 allows between some letters. */
  private static final Pattern JOINER = Pattern.compile("[\u200c\u200d]");

  private static final int LONGEST_LABEL = 63;

  private AsciiName() {}

  /**
   * The name in ASCII; one that is in ASCII already comes back as it is.
   *
   * @throws IllegalArgumentException when a label has something that no name has, or is too long;
   *     the message says so in a few words
   */
  public static String of(String name) {
    return ASCII.matcher(name).matches() ? name : each(name, AsciiName::label);
  }

  /**
   * The name as people write it, for them to read, and for services that have it so; labels that
   * can't be shown stay as they are.
   */
  public static String unicode(String name) {
    return each(name, AsciiName::shown);
  }

  private static String each(String name, UnaryOperator<String> change) {
    return DOT.splitAsStream(name + ".end")
        .map(change)
        .collect(Collectors.joining("."))
        .replaceFirst("\\.end$", "");
  }

  private static String label(String label) {
    if (ASCII.matcher(label).matches()) {
      return label;
    }
    if (JOINER.matcher(label).find()) {
      throw new IllegalArgumentException("it has an invisible letter");
    }
    if (!SHARP_S_OR_FINAL_SIGMA.matcher(label).find()) {
      return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
    }
    StringBuilder lower = new StringBuilder();
    label.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    String ascii = PREFIX + Punycode.encode(Normalizer.normalize(lower, Normalizer.Form.NFKC));
    if (ascii.length() > LONGEST_LABEL) {
      throw new IllegalArgumentException("a part of it is too long");
    }
    return ascii;
  }

  private static String shown(String label) {
    if (!label.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      return label;
    }
    try {
      String text = Punycode.decode(label.substring(PREFIX.length()).toLowerCase(Locale.ROOT));
      return label(text).equalsIgnoreCase(label) ? text : label;
    } catch (IllegalArgumentException | ArithmeticException e) {
      // No A-label: it is what it looks like.
      return label;
    }
  }
}
