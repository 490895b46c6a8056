// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server as the configuration names it: by host name or by IP address.
 *
 * @param text as written, without a trailing dot
 * @param kind name or address
 * @param canonical one spelling for all that mean the same: lower case; IPv6 as RFC 5952 writes it,
 *     which is also how DNS providers give it back
 */
record ServerAddress(String text, Kind kind, String canonical) {

  /** What it is, and so the type of the record that holds it. */
  enum Kind {
    NAME("CNAME", "a host name"),
    IPV4("A", "an IPv4 address"),
    IPV6("AAAA", "an IPv6 address");

    final String recordType;
    final String described;

    Kind(String recordType, String described) {
      this.recordType = recordType;
      this.described = described;
    }
  }

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*");

  /** A server to connect to, or to be known by. */
  static ServerAddress parse(String text) throws InvalidValue {
    ServerAddress address = literal(text);
    if (address != null) {
      return address;
    }
    String name = HostName.ofMachine(text);
    return new ServerAddress(name, Kind.NAME, name.toLowerCase(Locale.ROOT));
  }

  /** What a record points at: as {@link #parse}, but underscores may be in the name. */
  static ServerAddress ofTarget(String text) throws InvalidValue {
    if (text.contains("_")) {
      String name = HostName.inDns(text);
      return new ServerAddress(name, Kind.NAME, name);
    }
    return parse(text);
  }

  private static @Nullable ServerAddress literal(String text) throws InvalidValue {
    if (IPV4.matcher(text).matches()) {
      return new ServerAddress(text, Kind.IPV4, text);
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      throw new InvalidValue("is in brackets", "write the IPv6 address without them");
    }
    if (text.contains(":") && text.contains("%")) {
      throw new InvalidValue(
          "has a zone after %, which means something on one machine only",
          "write an address that is the same everywhere, a global or unique local one, such as"
              + " \"fd00::1\"");
    }
    // The pattern keeps names out, so that nothing is looked up.
    if (!text.contains(":") || !LIKE_IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      if (InetAddress.getByName(text) instanceof Inet6Address ipv6) {
        return new ServerAddress(text, Kind.IPV6, canonical(ipv6));
      }
      throw new InvalidValue(
          "is an IPv4 address in IPv6's clothes", "write its last four numbers alone");
    } catch (UnknownHostException e) {
      throw new InvalidValue("is not an IPv6 address", "write it such as \"2001:db8::1\"");
    }
  }

  /** RFC 5952: lower case, no leading zeros, {@code ::} for the first longest run of zeros. */
  private static String canonical(Inet6Address address) {
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = i;
        runLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
