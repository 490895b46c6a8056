// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Addresses of 127.0.0.1, for servers that are started, stopped and started again. */
public final class Loopback {
  // Below the sandbox's ports and those that the kernel gives to outgoing connections: nobody takes
  // one while its server is down.
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 19_999;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Loopback() {}

  /** A port that nobody uses and that nobody else is given in this run. */
  public static int freePort() throws IOException {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (GIVEN.add(port) && free(port)) {
        return port;
      }
    }
  }

  public static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static boolean free(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }
}
