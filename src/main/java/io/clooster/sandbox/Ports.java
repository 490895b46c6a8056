// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Ports of 127.0.0.1. */
final class Ports {
  private static final int BACKLOG = 128;
  private static final Duration COPIES_CLOSED = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Ports() {}

  static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
          BACKLOG);
      return socket;
    } catch (BindException e) {
      socket.close();
      BindException named = new BindException("port " + port + ": " + e.getMessage());
      named.initCause(e);
      throw named;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** One attempt to listen. */
  @FunctionalInterface
  interface Attempt<T> {
    T bound() throws IOException;
  }

  static ServerSocket bindOurs(int port) throws IOException {
    return bindOurs(() -> bind(port));
  }

  /**
   * Listens on a port that is ours, and on which nobody else listens. A program that this JVM is
   * just starting holds a copy of each open socket, until it runs; so a port stays taken for a
   * moment after it was closed here, on a busy machine for longer.
   *
   * @throws IOException when it is still taken after ten seconds
   */
  static <T> T bindOurs(Attempt<T> attempt) throws IOException {
    long end = System.nanoTime() + COPIES_CLOSED.toNanos();
    while (true) {
      try {
        return attempt.bound();
      } catch (BindException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
