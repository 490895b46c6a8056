// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import io.clooster.name.AsciiName;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of hosts, zones and records, in ASCII: what is written in Unicode becomes A-labels.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1123#section-2.1">RFC 1123, 2.1</a>
 */
final class HostName {
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern LABEL_IN_DNS =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int LONGEST = 253;

  private HostName() {}

  /** A name that a machine can have, without a trailing dot; its case is kept. */
  static String ofMachine(String text) throws InvalidValue {
    String name = checked(text, LABEL);
    if (NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
      throw new InvalidValue(
          "is neither a host name nor an IP address",
          "write a name such as \"srv1.example.com\", or all four numbers of the address (0 to 255)");
    }
    return name;
  }

  /**
   * A name that may stand in a zone, where labels may also have underscores; in lower case, without
   * a trailing dot.
   */
  static String inDns(String text) throws InvalidValue {
    return checked(text, LABEL_IN_DNS).toLowerCase(Locale.ROOT);
  }

  /** The same, or a wildcard: {@code *.example.com}. */
  static String ofRecord(String text) throws InvalidValue {
    if (text.equals("@")) {
      throw new InvalidValue("is a provider's short form", "write the zone's name itself");
    }
    return text.startsWith("*.") ? "*." + inDns(text.substring(2)) : inDns(text);
  }

  private static String checked(String text, Pattern label) throws InvalidValue {
    if (text.contains("/") || text.contains(":")) {
      throw new InvalidValue(
          "is not a host name", "write the name alone, without https://, a port or a path");
    }
    String ascii = ascii(text);
    String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (name.length() > LONGEST) {
      throw new InvalidValue("is longer than " + LONGEST + " characters", "write a shorter name");
    }
    for (String part : name.split("\\.", -1)) {
      if (!label.matcher(part).matches()) {
        throw new InvalidValue(
            "is not a host name",
            "write letters, digits and hyphens, in parts of 1 to 63 characters with dots between them");
      }
    }
    return name;
  }

  /** DNS has no other letters; what is in Unicode gets the form that it has there. */
  private static String ascii(String text) throws InvalidValue {
    try {
      return AsciiName.of(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidValue(
          "is not a name that DNS can have",
          "write it as your registrar shows it: letters, digits and hyphens, or parts that begin with xn--");
    }
  }

  /** The name in quotation marks, and as people read it where that is another spelling. */
  static String shown(String name) {
    String unicode = AsciiName.unicode(name);
    return unicode.equals(name)
        ? Quoting.quoted(name)
        : Quoting.quoted(unicode) + " (" + Quoting.plain(name) + ")";
  }
}
