// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a connection leads, written {@code 127.0.0.1:5432} or {@code [::1]:5432}.
 *
 * @param host host name or IP address, without brackets
 * @param port 1 to 65535
 */
record HostAndPort(String host, int port) {
  private static final Pattern FORM = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:]+)):(\\d{1,5})");

  static HostAndPort parse(String text) throws InvalidValue {
    Matcher form = FORM.matcher(text);
    int port = form.matches() ? Integer.parseInt(form.group(3)) : 0;
    if (port < 1 || port > 65_535) {
      throw new InvalidValue(
          "is not a host and a port (1 to 65535)",
          "write \"127.0.0.1:5432\", an IPv6 address in brackets: \"[::1]:5432\"");
    }
    String bracketed = form.group(1);
    ServerAddress host = ServerAddress.parse(bracketed == null ? form.group(2) : bracketed);
    if (bracketed != null && host.kind() != ServerAddress.Kind.IPV6) {
      throw new InvalidValue(
          "has brackets around what is no IPv6 address", "write \"127.0.0.1:5432\"");
    }
    return new HostAndPort(host.text(), port);
  }
}
