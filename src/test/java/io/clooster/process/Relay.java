// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import io.clooster.sandbox.FaultyWire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.CountDownLatch;

/**
 * Makes ports of the test's network namespace reachable in another one: a program that runs there
 * and passes on each port to a socket in the file system, which all namespaces see.
 */
final class Relay {
  private Relay() {}

  /** {@code arguments}: the address to listen at, a port, its socket, the next port … */
  public static void main(String... arguments) throws IOException, InterruptedException {
    for (int i = 1; i < arguments.length; i += 2) {
      FaultyWire.between(
          new InetSocketAddress(arguments[0], Integer.parseInt(arguments[i])),
          UnixDomainSocketAddress.of(arguments[i + 1]));
    }
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
