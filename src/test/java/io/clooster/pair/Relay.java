// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.CountDownLatch;

/**
 * Makes ports of the test's network namespace reachable in another one: a program that runs there
 * and passes on each port of its loopback to a socket in the file system, which all namespaces see.
 */
final class Relay {
  private Relay() {}

  /** {@code arguments}: a port, its socket, the next port … */
  public static void main(String... arguments) throws IOException, InterruptedException {
    for (int i = 0; i < arguments.length; i += 2) {
      Wire.between(
          Loopback.address(Integer.parseInt(arguments[i])),
          UnixDomainSocketAddress.of(arguments[i + 1]));
    }
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
