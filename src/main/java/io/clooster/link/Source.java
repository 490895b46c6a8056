// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a connection comes from, as far as one customer of a network can be told from another: an
 * IPv4 address, or the first 64 bits of an IPv6 address (RFC 6177), of which one customer usually
 * has them all.
 *
 * @param address IPv6 addresses with 0 in their last 64 bits
 */
record Source(InetAddress address) {
  private static final int IPV4_BYTES = 4;
  private static final int PREFIX_BYTES = 8;

  static Source of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == IPV4_BYTES) {
      return new Source(address);
    }
    Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return new Source(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  @Override
  public String toString() {
    String text = address.getHostAddress();
    return address.getAddress().length == IPV4_BYTES ? text : text + "/64";
  }
}
