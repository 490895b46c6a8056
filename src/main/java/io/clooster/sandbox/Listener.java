// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A port of 127.0.0.1 that can refuse connections for a while and then serve them again. */
final class Listener implements Closeable {
  private final @Nullable ReservedPort reserved;
  private final int port;
  private final Handler handler;
  private final Executor threads;
  private final Set<SandboxConnection> connections = ConcurrentHashMap.newKeySet();
  private ServerSocket socket;

  private Listener(
      @Nullable ReservedPort reserved, ServerSocket socket, Handler handler, Executor threads) {
    this.reserved = reserved;
    this.socket = socket;
    this.port = socket.getLocalPort();
    this.handler = handler;
    this.threads = threads;
  }

  /**
   * Listens from now on.
   *
   * @param port TCP port, or 0 for a free one, which is this listener's until it is closed
   * @param threads runs one task for the listener and one for each connection
   */
  static Listener on(int port, Handler handler, Executor threads) throws IOException {
    ReservedPort reserved = port == 0 ? ReservedPort.take() : null;
    ServerSocket socket = reserved == null ? Ports.bind(port) : Ports.bindOurs(reserved.number());
    Listener listener = new Listener(reserved, socket, handler, threads);
    threads.execute(() -> listener.accept(socket));
    return listener;
  }

  int port() {
    return port;
  }

  /** Refuses connections and cuts those that there are. Harmless when already down. */
  synchronized void down() {
    try {
      socket.close();
      for (SandboxConnection connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Listens again, on the same port. Harmless when already up.
   *
   * @throws UncheckedIOException if somebody has taken the port
   */
  synchronized void up() {
    if (!socket.isClosed()) {
      return;
    }
    try {
      ServerSocket again = Ports.bindOurs(port);
      socket = again;
      threads.execute(() -> accept(again));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    down();
    if (reserved != null) {
      reserved.close();
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        start(listening, listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void start(ServerSocket listening, Socket client) throws IOException {
    try {
      threads.execute(() -> serve(listening, client));
    } catch (RejectedExecutionException e) {
      // Accepted in the moment of closing for good.
      client.close();
    }
  }

  private void serve(ServerSocket listening, Socket client) {
    try (SandboxConnection connection = new SandboxConnection(client)) {
      connections.add(connection);
      try {
        // Accepted in the moment of going down: the sweep over the connections may have missed it.
        if (!listening.isClosed()) {
          connection.serve(handler);
        }
      } finally {
        connections.remove(connection);
      }
    } catch (IOException e) {
      // The client has gone, or we have cut it off: both are ordinary, and there is nobody to tell.
    }
  }
}
