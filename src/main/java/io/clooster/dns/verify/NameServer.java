// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.FailureText;
import io.clooster.dns.RecordValue;
import java.net.InetSocketAddress;

/**
 * One address that answers for the zone.
 *
 * @param name what it is called, or its address
 * @param address where it is asked, resolved
 */
record NameServer(String name, InetSocketAddress address) {
  static final int PORT = 53;

  /** Name and address, in one line: {@code ns2.example.net (192.0.2.2)}. */
  @Override
  public String toString() {
    String host = RecordValue.normal(address.getAddress().getHostAddress());
    String where = address.getPort() == PORT ? host : withPort(host, address.getPort());
    return name.equals(host) ? where : FailureText.quote(name) + " (" + where + ")";
  }

  static String withPort(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
