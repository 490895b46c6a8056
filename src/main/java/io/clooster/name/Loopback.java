// SPDX-License-Identifier: Apache-2.0
package io.clooster.name;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names and addresses by which a machine knows itself (RFC 1122, RFC 4291, RFC 6761). */
public final class Loopback {
  private static final Pattern IPV4 = Pattern.compile("127\\.\\d+\\.\\d+\\.\\d+");

  private Loopback() {}

  /** Whether this is one, by its spelling alone; an IPv6 address may stand in brackets. */
  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || IPV4.matcher(name).matches();
  }
}
