// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A port where connecting hangs, as behind a firewall that drops: its queue of connections is full,
 * and Linux answers no further attempts.
 */
public final class DeafServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> queue = new ArrayList<>();

  /** On all addresses of this machine; {@code port} 0 for any. */
  public DeafServer(int port) throws IOException {
    this(port, "0.0.0.0");
  }

  /** On one address. */
  public DeafServer(int port, String address) throws IOException {
    server = new ServerSocket(port, 1, InetAddress.getAllByName(address)[0]);
    // A backlog of n holds n + 1.
    for (int i = 0; i < 2; i++) {
      queue.add(new Socket(reachable(), server.getLocalPort()));
    }
  }

  private InetAddress reachable() {
    InetAddress bound = server.getInetAddress();
    return bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queue) {
      socket.close();
    }
    server.close();
  }
}
