// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Map;

/** What the patterns of the shipped Kamelets allow, for people who read no regular expressions. */
final class PatternWords {
  /** 1 to 65535. */
  private static final String PORT =
      "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

  private static final Map<String, String> WORDS =
      Map.of(
          "https?://[!-~]+",
          "a URL that begins with https:// or http://, without spaces",
          "[-_A-Za-z0-9]{1,64}",
          "1 to 64 letters (a to z), digits, hyphens and underscores",
          "[-_A-Za-z0-9]{1,128}",
          "1 to 128 letters (a to z), digits, hyphens and underscores",
          "[A-Za-z0-9._-]+",
          "letters (a to z), digits, dots, hyphens and underscores",
          "[A-Za-z0-9+/]+={0,2}",
          "Base64, which is letters, digits, + and /, and up to two = at the end",
          "[0-9]+:[-_A-Za-z0-9]+",
          "digits, a colon, and then letters, digits, hyphens and underscores",
          "-?[0-9]+|@[A-Za-z0-9_]+",
          "a number, or @ and the name of a channel",
          "(\\[[0-9a-fA-F:]+\\]|[^:\\s\\[\\]]+)(:" + PORT + ")?|[0-9a-fA-F:]+",
          "a host name or an IP address, and :port (1 to 65535) after it if that is not 53 (after"
              + " an IPv6 address in brackets)");

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
