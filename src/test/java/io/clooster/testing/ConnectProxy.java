// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that makes tunnels (CONNECT), all of them to one port of this machine. */
public final class ConnectProxy implements Closeable {
  private final ServerSocket socket;
  private final int target;
  private final String authorization;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();

  /**
   * Starts.
   *
   * @param target where every tunnel ends, whatever name was asked for
   * @param userAndPassword {@code user:password}; empty to ask for none
   */
  public ConnectProxy(int target, String userAndPassword) {
    this.target = target;
    this.authorization =
        userAndPassword.isEmpty()
            ? ""
            : "proxy-authorization: basic "
                + Base64.getEncoder().encodeToString(userAndPassword.getBytes(ISO_8859_1));
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The host and port of each tunnel that was made. */
  public List<String> tunnels() {
    return tunnels;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      while (true) {
        String head = head(client.getInputStream());
        OutputStream out = client.getOutputStream();
        if (!head.startsWith("CONNECT ")) {
          out.write("HTTP/1.1 405 Tunnels only\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
        } else if (!allows(head)) {
          out.write(
              "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(ISO_8859_1));
        } else {
          tunnels.add(head.split(" ", 3)[1]);
          out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
          tunnel(client);
          return;
        }
      }
    } catch (IOException e) {
      // One side has gone.
    }
  }

  private boolean allows(String head) {
    return authorization.isEmpty()
        || head.lines()
            .anyMatch(
                line ->
                    line.length() == authorization.length()
                        && line.regionMatches(true, 0, authorization, 0, 27)
                        && line.endsWith(authorization.substring(27)));
  }

  private void tunnel(Socket client) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      start(() -> pump(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    }
  }

  static void pump(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has gone.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("gone");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  static void start(Runnable work) {
    Thread thread = new Thread(work, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
