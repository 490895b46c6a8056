// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/**
 * TLS before a plain port of this machine, with a certificate that an authority of its own signed.
 */
public final class TlsFront implements Closeable {
  private final TestAuthority authority;
  private final ServerSocket socket;
  private final int target;

  /**
   * Makes the certificates and starts.
   *
   * @param directory an empty one, for them
   * @param host whose certificate it shows
   */
  public TlsFront(Path directory, String host, int target) throws Exception {
    this.authority = TestAuthority.make(directory, host);
    this.target = target;
    socket =
        authority
            .context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ConnectProxy.start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The authority's certificate, PEM. */
  public Path authority() {
    return authority.certificate();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        ConnectProxy.start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      ConnectProxy.start(() -> ConnectProxy.pump(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      // One side has gone, or doesn't trust us.
    }
  }
}
