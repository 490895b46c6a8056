// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Host names and addresses, by their syntax. */
final class DnsNames {
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern HOST = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:[0-9.]+)?");

  private DnsNames() {}

  /** In lower case, without the dot at the end. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** The full name for {@code name} in {@code zone}: itself, relative to the zone, or {@code @}. */
  static String inZone(String name, String zone) {
    String canonical = canonical(name);
    if (canonical.equals("@") || canonical.equals(zone)) {
      return zone;
    }
    return canonical.endsWith("." + zone) ? canonical : canonical + "." + zone;
  }

  static boolean isHost(String name) {
    return name.length() <= 253 && HOST.matcher(name).matches();
  }

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  static boolean isIpv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      // A literal: with a colon in it nothing is looked up.
      return InetAddress.getByName(text).getHostAddress() != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
