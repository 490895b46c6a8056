// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1. */
final class Ports {
  // Below the ports that the kernel gives to outgoing connections (32768 and up on Linux): while an
  // API is down, nobody's connection, not even a retry to this very port, may occupy it by chance.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 31_999;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 128);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static ServerSocket bindFree() throws IOException {
    BindException last = new BindException("no free port");
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return bind(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1));
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }
}
