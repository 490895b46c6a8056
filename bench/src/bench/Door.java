// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Makes a port of our loopback reachable at another address of ours. */
final class Door implements AutoCloseable {
  private final ServerSocket outside;
  private final int port;

  Door(String address, int port) throws IOException {
    this.outside = new ServerSocket(port, 50, InetAddress.getByName(address));
    this.port = port;
    thread(this::accept);
  }

  @Override
  public void close() throws IOException {
    outside.close();
  }

  private void accept() {
    while (!outside.isClosed()) {
      try {
        Socket guest = outside.accept();
        Socket host = new Socket(InetAddress.getLoopbackAddress(), port);
        thread(() -> copy(guest, host));
        thread(() -> copy(host, guest));
      } catch (IOException e) {
        if (!outside.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from; to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has ended; so does the other.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "door");
    thread.setDaemon(true);
    thread.start();
  }
}
