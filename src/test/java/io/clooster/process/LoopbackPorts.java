// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import io.clooster.sandbox.ReservedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses of 127.0.0.1, for servers that are started, stopped and started again. */
public final class LoopbackPorts {
  private LoopbackPorts() {}

  /** A port that nobody uses, and that nobody else on this machine is given in this run. */
  public static int freePort() {
    return ReservedPort.keep();
  }

  public static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
