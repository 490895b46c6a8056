// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Map;

/** What the patterns of the shipped Kamelets allow, for people who read no regular expressions. */
final class PatternWords {
  /** 1 to 65535. */
  private static final String PORT =
      "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

  private static final String HOST = "(\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9._-]+)";

  /** A mail address without quotes and letters that ASCII lacks (RFC 5322, dot-atom). */
  private static final String ADDRESS =
      "WORD(\\.WORD)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*"
          .replace("WORD", "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              "https?://[!-~]+", "a URL that begins with https:// or http://, without spaces"),
          Map.entry(
              "[-_A-Za-z0-9]{1,64}", "1 to 64 letters (a to z), digits, hyphens and underscores"),
          Map.entry(
              "[-_A-Za-z0-9]{1,128}", "1 to 128 letters (a to z), digits, hyphens and underscores"),
          Map.entry("[A-Za-z0-9._-]+", "letters (a to z), digits, dots, hyphens and underscores"),
          Map.entry(
              "[A-Za-z0-9+/]+={0,2}",
              "Base64, which is letters, digits, + and /, and up to two = at the end"),
          Map.entry(
              "[0-9]+:[-_A-Za-z0-9]+",
              "digits, a colon, and then letters, digits, hyphens and underscores"),
          Map.entry("-?[0-9]+|@[A-Za-z0-9_]+", "a number, or @ and the name of a channel"),
          Map.entry(
              "(\\[[0-9a-fA-F:]+\\]|[^:\\s\\[\\]]+)(:" + PORT + ")?|[0-9a-fA-F:]+",
              "a host name or an IP address, and :port (1 to 65535) after it if that is not 53 (after"
                  + " an IPv6 address in brackets)"),
          Map.entry(
              HOST + "(:" + PORT + ")?|[0-9a-fA-F:]+",
              "a host name or an IP address, and :port (1 to 65535) after it if that is not 587 (465"
                  + " with \"tls\": \"tls\", 25 with \"none\"; an IPv6 address in brackets)"),
          Map.entry(ADDRESS, "a mail address alone, without a name"),
          Map.entry(
              ADDRESS + "( *, *" + ADDRESS + ")*",
              "a mail address alone, without a name, or several with commas between"));

  private PatternWords() {}

  /** In words that follow "write"; of a pattern of somebody's own, what the property means. */
  static String of(Kamelet.Property property) {
    String description = Quoting.plain(property.description());
    return WORDS.getOrDefault(
        property.pattern(),
        description.isEmpty()
            ? "what the Kamelet describes"
            : "what is meant (" + description + ")");
  }

  /** Whether there are words for this pattern. */
  static boolean know(String pattern) {
    return WORDS.containsKey(pattern);
  }
}
