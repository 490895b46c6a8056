// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets for a library that knows no total deadline: each is closed when a call has to end,
 * whatever it waits for, and brings no more than {@link #LARGEST} bytes.
 */
public final class BoundedSockets extends SocketFactory {
  /** TLS and the answers of a dialogue have some ten thousand. */
  static final int LARGEST = 256 * 1024;

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
    private final CallLimits limits;
    private final Deadlines.Timeout timer;

    Bounded(CallLimits limits) throws IOException {
      this.limits = limits;
      this.timer = limits.deadlines().set(limits.deadline(), this::end);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), LARGEST) {
        @Override
        IOException explain(IOException e) {
          return timer.isExpired() ? timer.reason(new DeadlineExceeded(limits.deadline())) : e;
        }

        @Override
        void abandon() {
          end();
        }
      };
    }

    private void end() {
      try {
        super.close();
      } catch (IOException e) {
        // It was to be closed, and is no use any more.
      }
    }

    @Override
    public synchronized void close() throws IOException {
      timer.cancel();
      super.close();
    }
  }
}
