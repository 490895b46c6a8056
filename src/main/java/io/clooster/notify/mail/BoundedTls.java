// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.mail;

import io.clooster.call.BoundedSockets;
import io.clooster.call.CallLimits;
import io.clooster.call.SocketDeadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * TLS for the mail library, with a total deadline below it. What is to be encrypted from the first
 * byte on, the library connects by a plain socket of its own, whatever factories it is given, and
 * has it encrypted then: there it gets its deadline.
 */
final class BoundedTls extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private final CallLimits limits;
  private final BoundedSockets plain;

  BoundedTls(SSLSocketFactory tls, CallLimits limits) {
    this.tls = tls;
    this.limits = limits;
    this.plain = new BoundedSockets(limits);
  }

  @Override
  public Socket createSocket(Socket below, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(new Bounded(below, limits), host, port, autoClose);
  }

  @Override
  public Socket createSocket() throws IOException {
    return plain.createSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return tls.createSocket(plain.createSocket(host, port), host, port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  /** A connected one; of the library's own, all that is passed on to it is used. */
  private static final class Bounded extends WriteTimeoutSocket {
    private final Socket socket;
    private final SocketDeadline deadline;

    Bounded(Socket socket, CallLimits limits) throws IOException {
      super(socket, 0);
      this.socket = socket;
      this.deadline = new SocketDeadline(limits, socket);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return deadline.limited(socket.getInputStream());
    }

    /** Without a time-out for each write, as there is one for all. */
    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public synchronized void close() throws IOException {
      deadline.cancel();
      super.close();
    }
  }
}
