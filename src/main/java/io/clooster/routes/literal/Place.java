// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where in an endpoint's URI a text stands, and how it is written there to be read by Camel as it
 * is. Camel decodes an option once, or not at all where it drops an optional one beside it, takes
 * its {@code +} for a blank and its {@code &} for the end even if they are encoded, and knows
 * {@code RAW()} against that (but no braces in it, over HTTP); it decodes a path twice, and cuts it
 * at a {@code ?} that was encoded.
 */
enum Place {
  /** All of an option's value. */
  OPTION,

  /** The same in a URI with an optional option: Camel encodes once more when it drops that. */
  BESIDE_OPTIONAL,

  /** A part of an option's value, beside an expression that is evaluated later. */
  PART,

  /** In the path. */
  PATH;

  /** What Camel misreads if it is percent-encoded. */
  private static final Pattern RAW_ONLY = Pattern.compile("[&+]|^RAW[({]");

  /** What Camel, or a component, misreads in {@code RAW()}. */
  private static final Pattern NEVER_RAW = Pattern.compile("%25|\\p{Cntrl}|\\$(simple)?\\{|\\{\\{");

  /**
   * The text as it is to stand there.
   *
   * @throws IllegalArgumentException if it can't stand there as it is
   */
  String write(String text) {
    return switch (this) {
      case OPTION -> option(text, true);
      case BESIDE_OPTIONAL -> option(text, false);
      case PART -> checked(text, "[&+\\p{Cntrl}]", "&, + or a control character");
      case PATH -> checked(text, "[?\\p{Cntrl}]|%\\p{XDigit}{2}", "?, a control character or %41");
    };
  }

  /** The name of the function of placeholders for this place. */
  String function() {
    return "letters-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String option(String text, boolean encodable) {
    String encoded = PercentEncoding.of(text);
    if (encoded.equals(text) || (encodable && !RAW_ONLY.matcher(text).find() && hardRaw(text))) {
      return encoded;
    }
    if (NEVER_RAW.matcher(text).find() || (text.contains(")&") && text.contains("}&"))) {
      throw new IllegalArgumentException(
          "a value that holds & or +, or stands beside an optional one, can't be given to an"
              + " endpoint together with %25, ${, {{, a control character, or both )& and }&; change"
              + " it, or use it in an expression");
    }
    return text.contains(")&") ? "RAW{" + text + "}" : "RAW(" + text + ")";
  }

  private static boolean hardRaw(String text) {
    return NEVER_RAW.matcher(text).find() || text.contains("{") || text.contains("}");
  }

  private static String checked(String text, String trouble, String named) {
    if (Pattern.compile(trouble).matcher(text).find()) {
      throw new IllegalArgumentException(
          "a value that holds "
              + named
              + " can't stand in this part of a uri; give it by an option of its own, in"
              + " parameters, or change it");
    }
    return PercentEncoding.of(text);
  }
}
