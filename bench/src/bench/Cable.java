// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a port of one of our addresses reachable at another one, and can be cut: in silence, so
 * that nothing passes any more, the end of a connection neither; or with a reset of all connections,
 * and new ones are refused.
 */
final class Cable implements AutoCloseable {
  private final InetAddress address;
  private final InetAddress host;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private ServerSocket outside;
  private boolean silent;

  /** From {@code address} to {@code host}, on the same port. */
  Cable(String address, String host, int port) throws IOException {
    this.address = InetAddress.getByName(address);
    this.host = InetAddress.getByName(host);
    this.port = port;
    listen();
  }

  /** What is sent from now on arrives when it is healed, as TCP repeats it. */
  synchronized void silence() {
    silent = true;
  }

  synchronized void reset() throws IOException {
    outside.close();
    for (Socket end : ends) {
      end.setSoLinger(true, 0);
      end.close();
    }
  }

  /** The end of either. */
  synchronized void heal() throws IOException {
    silent = false;
    notifyAll();
    if (outside.isClosed()) {
      listen();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    outside.close();
    silent = false;
    notifyAll();
    for (Socket end : ends) {
      end.close();
    }
  }

  private void listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address, port), 50);
    outside = socket;
    thread(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket near = socket.accept();
        thread(() -> join(near));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void join(Socket near) {
    try {
      ends.add(near);
      pass();
      Socket far = new Socket(host, port);
      ends.add(far);
      thread(() -> copy(near, far));
      copy(far, near);
    } catch (IOException e) {
      end(near);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 14];
    try {
      int read;
      while ((read = from.getInputStream().read(buffer)) >= 0) {
        pass();
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of the two has ended; so does the other, when it may hear of it.
    }
    pass();
    end(from);
    end(to);
  }

  /** Waits while there is silence. */
  private synchronized void pass() {
    while (silent) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void end(Socket end) {
    ends.remove(end);
    try {
      end.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }
}
