// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of records, as a zone file has them. */
final class RecordData {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"(\\s+|$)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\d{3}|.)");

  private RecordData() {}

  /** What is wrong with it; empty if nothing is, or nothing is known of this type. */
  static Optional<String> mistake(String type, String value) {
    return switch (type) {
      case "A" -> wrongUnless(IPV4.matcher(value).matches(), "is not an IPv4 address");
      case "AAAA" -> wrongUnless(IPV6.matcher(value).matches(), "is not an IPv6 address");
      case "TXT" ->
          wrongUnless(isQuoted(value), "must be quoted strings of at most 255 characters");
      default -> Optional.empty();
    };
  }

  /** Whether the value ends in a name, which a dot at its end makes absolute. */
  static boolean endsInName(String type) {
    return switch (type) {
      case "CNAME", "MX", "NS", "SRV", "PTR" -> true;
      default -> false;
    };
  }

  static boolean isQuoted(String value) {
    Matcher string = STRING.matcher(value);
    int end = 0;
    while (string.find(end) && string.start() == end) {
      if (unescaped(string.group(1)).length() > 255) {
        return false;
      }
      end = string.end();
      if (end == value.length()) {
        return true;
      }
    }
    return false;
  }

  /** One quoted string for each 255 characters. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i == 0 || i < text.length(); i += 255) {
      String part = text.substring(i, Math.min(text.length(), i + 255));
      quoted.append(i == 0 ? "\"" : " \"");
      quoted.append(part.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return quoted.toString();
  }

  /** What quoted strings say together. */
  static String unquoted(String value) {
    StringBuilder text = new StringBuilder();
    Matcher string = STRING.matcher(value);
    while (string.find()) {
      text.append(unescaped(string.group(1)));
    }
    return text.toString();
  }

  private static String unescaped(String string) {
    return ESCAPE
        .matcher(string)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1).length() == 3
                        ? String.valueOf((char) Integer.parseInt(escape.group(1)))
                        : escape.group(1)));
  }

  private static Optional<String> wrongUnless(boolean right, String mistake) {
    return right ? Optional.empty() : Optional.of(mistake);
  }
}
