// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** Whether this machine has any way to an address; nothing is sent. */
final class Way {
  private Way() {}

  /** False for IPv6 where there is none, which is no fault of the server there. */
  static boolean to(InetSocketAddress address) {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(address);
      return true;
    } catch (IOException | UnsupportedAddressTypeException e) {
      return false;
    }
  }
}
