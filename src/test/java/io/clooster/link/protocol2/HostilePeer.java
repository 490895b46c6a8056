// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.Certificate;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Someone else at the other end of a TLS connection, who sends what he likes. */
final class HostilePeer implements Closeable {
  static final String NAME = "hostile.test";
  private static final int PATIENCE_MILLIS = 30_000;

  private final SSLSocket socket;
  private final DataInputStream in;

  private HostilePeer(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.startHandshake();
  }

  /** Connects with a certificate of its own. */
  static HostilePeer connect(int port) throws Exception {
    return connect(port, InetAddress.getLoopbackAddress());
  }

  /** The same from another address of the loopback. */
  static HostilePeer connect(int port, InetAddress from) throws Exception {
    return new HostilePeer(
        (SSLSocket)
            Identities.of(NAME)
                .createSSLContext(null)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port, from, 0));
  }

  /** Waits to be connected to. */
  static ServerSocket listen() throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            Identities.of(NAME)
                .createSSLContext(null)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    server.setSoTimeout(PATIENCE_MILLIS);
    return server;
  }

  static HostilePeer accept(ServerSocket server) throws IOException {
    return new HostilePeer((SSLSocket) server.accept());
  }

  HostilePeer send(Frame frame) throws IOException {
    return sendBytes(FrameCodecTest.bytes(frame));
  }

  HostilePeer sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  Frame read() throws IOException {
    byte[] text = new byte[in.readUnsignedShort() - 1];
    MessageType type = MessageType.of(in.readUnsignedByte());
    in.readFully(text);
    return new Frame(type, new String(text, UTF_8));
  }

  /** True when the other side has closed the connection, orderly or not. */
  boolean ended() {
    try {
      while (in.read() >= 0) {
        // What was on its way.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  Certificate own() {
    return socket.getSession().getLocalCertificates()[0];
  }

  Certificate peers() throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
