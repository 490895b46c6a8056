// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The other end of a link, on a plain socket: sends and sees bytes, understands nothing. */
final class RawPeer implements Closeable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  static RawPeer connect(int port) throws IOException {
    return connectFrom("127.0.0.1", port);
  }

  /** Connects from an address of its own. */
  static RawPeer connectFrom(String source, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    return new RawPeer(socket);
  }

  RawPeer send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawPeer sendHex(String hex) throws IOException {
    return send(HexFormat.of().parseHex(hex));
  }

  RawPeer sendText(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next bytes that came in one piece, as hexadecimal digits; empty at the end. */
  String hex() throws IOException {
    return HexFormat.of().formatHex(piece());
  }

  String text() throws IOException {
    return new String(piece(), StandardCharsets.UTF_8);
  }

  /** True when the other side has closed the connection, orderly or not. */
  boolean ended() throws IOException {
    try {
      return piece().length == 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  /** Ends our side of the connection, as a program does that ends. */
  void hangUp() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] piece() throws IOException {
    byte[] buffer = new byte[1024];
    int count = socket.getInputStream().read(buffer);
    return count < 0 ? new byte[0] : java.util.Arrays.copyOf(buffer, count);
  }
}
