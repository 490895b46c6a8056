// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.rfc2136;

import io.clooster.call.FailureText;
import io.clooster.dns.DnsFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a name's addresses is asked: the first that takes a connection, from then on until it
 * fails. A name that has one address costs nothing.
 */
final class ServerAddresses {
  private volatile @Nullable InetAddress reached;

  /**
   * One of them.
   *
   * @param addresses of the server's name, at least one
   * @param within time for all of them together
   * @throws DnsFailure when there are several, and none takes a connection
   */
  InetSocketAddress choose(InetAddress[] addresses, int port, Duration within) throws DnsFailure {
    InetAddress last = reached;
    if (addresses.length == 1) {
      return new InetSocketAddress(addresses[0], port);
    }
    if (last != null && Arrays.asList(addresses).contains(last)) {
      return new InetSocketAddress(last, port);
    }
    int each = Math.max(1, (int) (within.toMillis() / addresses.length));
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addresses) {
      InetSocketAddress place = new InetSocketAddress(address, port);
      try (Socket trial = new Socket()) {
        trial.connect(place, each);
        reached = address;
        return place;
      } catch (IOException e) {
        failures.add(address.getHostAddress() + ": " + FailureText.of(e));
      }
    }
    throw new DnsFailure(
        "none of its "
            + addresses.length
            + " addresses takes a connection: "
            + FailureText.quote(String.join(", ", failures)));
  }

  /** The one that was chosen does not answer: the next call tries all of them. */
  void forget() {
    reached = null;
  }
}
