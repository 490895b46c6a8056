// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port of 127.0.0.1 that nobody else on this machine is given, from now until this is closed
 * or the process ends; also while nothing listens on it, as before a server starts, between its
 * stop and its next start, and while an API is down.
 *
 * <p>All ports are even, and the odd one above each is bound as long as it is reserved: the kernel
 * gives that to one process only, and takes it back when the process dies. Programs that don't ask
 * here are kept away by the range alone, which the kernel gives to no outgoing connection.
 */
public final class ReservedPort implements Closeable {
  /** Linux takes 32768 and up for outgoing connections (ip(7), ip_local_port_range). */
  private static final int HIGHEST = 31_998;

  private static final int LOWEST = 10_000;
  private static final int ATTEMPTS = 1_000;

  /** Reached from here, as a socket that nobody reaches is closed at some time. */
  private static final Set<ReservedPort> KEPT = ConcurrentHashMap.newKeySet();

  private final int number;
  private final ServerSocket sign;

  private ReservedPort(int number, ServerSocket sign) {
    this.number = number;
    this.sign = sign;
  }

  /**
   * Reserves a port on which nothing listens.
   *
   * @throws IOException when none was found
   */
  public static ReservedPort take() throws IOException {
    BindException last = new BindException("no free port");
    for (int i = 0; i < ATTEMPTS; i++) {
      int number = 2 * ThreadLocalRandom.current().nextInt(LOWEST / 2, HIGHEST / 2 + 1);
      try {
        ReservedPort port = new ReservedPort(number, Ports.bind(number + 1));
        port.check();
        return port;
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Reserves a port until the process ends. */
  public static int keep() {
    try {
      ReservedPort port = take();
      KEPT.add(port);
      return port.number();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int number() {
    return number;
  }

  @Override
  public void close() {
    try {
      sign.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody who did not ask here may have it. */
  private void check() throws IOException {
    try {
      Ports.bind(number).close();
    } catch (BindException e) {
      close();
      throw e;
    }
  }
}
