// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.call.RetainingDnsResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Sees whether a port accepts connections; sends nothing, and closes at once. */
public final class TcpProbe {
  private final Deadlines deadlines;
  private final String host;
  private final int port;
  private final Duration timeout;
  private final RetainingDnsResolver names;

  /**
   * Half of the time may go to a name server.
   *
   * @param host host name or address, an IPv6 one without brackets
   */
  public TcpProbe(Deadlines deadlines, String host, int port, long timeoutMillis) {
    this(deadlines, SystemDefaultDnsResolver.INSTANCE, host, port, timeoutMillis);
  }

  TcpProbe(Deadlines deadlines, DnsResolver system, String host, int port, long timeoutMillis) {
    this.deadlines = deadlines;
    this.host = host;
    this.port = port;
    this.timeout = Duration.ofMillis(timeoutMillis);
    this.names = new RetainingDnsResolver(timeout.dividedBy(2), system);
  }

  /**
   * Connects to the first address that accepts; each gets an equal share of the time that is left.
   *
   * @throws IOException when none does
   */
  public void connect() throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    InetAddress[] addresses = names.resolve(host);
    for (int i = 0; i < addresses.length - 1; i++) {
      try {
        connect(addresses[i], share(end, addresses.length - i));
        return;
      } catch (IOException e) {
        // The last one tells.
      }
    }
    connect(addresses[addresses.length - 1], share(end, 1));
  }

  private void connect(InetAddress address, Duration within) throws IOException {
    try (Socket socket = new Socket()) {
      Deadlines.Timeout timer = deadlines.set(within, () -> close(socket));
      try {
        socket.connect(new InetSocketAddress(address, port));
      } catch (IOException e) {
        IOException late = new CheckFailure("no connection within " + FailureText.of(timeout));
        throw timer.isExpired() ? timer.reason(late) : e;
      } finally {
        timer.cancel();
      }
    }
  }

  private static Duration share(long end, int among) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime())).dividedBy(among);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as closed as it can be.
    }
  }
}
