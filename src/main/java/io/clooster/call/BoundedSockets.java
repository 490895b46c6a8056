// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets for a library that knows no total deadline: each has one, and brings only so many bytes
 * ({@link SocketDeadline}).
 */
public final class BoundedSockets extends SocketFactory {
  private final CallLimits limits;

  /** Sockets that live as long as a call of these limits may take. */
  public BoundedSockets(CallLimits limits) {
    this.limits = limits;
  }

  @Override
  public Socket createSocket() throws IOException {
    return new Bounded(limits);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  private static final class Bounded extends Socket {
    private final SocketDeadline deadline;

    Bounded(CallLimits limits) throws IOException {
      this.deadline = new SocketDeadline(limits, super::close);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return deadline.limited(super.getInputStream());
    }

    @Override
    public synchronized void close() throws IOException {
      deadline.cancel();
      super.close();
    }
  }
}
