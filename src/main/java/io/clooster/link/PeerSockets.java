// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The addresses of a peer's listening socket, in the order in which they are to be tried: first the
 * one that proved to be the peer's, last those that came to nothing. So one that belongs to
 * somebody else by now, and accepts, keeps the right one out for one attempt only.
 */
final class PeerSockets {
  private static final int PROVED = -1;

  private final String host;
  private final int port;
  private final DnsResolver names;

  /** How often in succession it came to nothing. Holds no more than the name has addresses. */
  private final Map<InetAddress, Integer> fruitless = new HashMap<>();

  /** {@code host} is a name or an address; an IPv6 address may stand in brackets. */
  PeerSockets(String host, int port, DnsResolver names) {
    this.host = host;
    this.port = port;
    this.names = names;
  }

  /** As the configuration has it, for log lines. */
  String shown() {
    return host + ":" + port;
  }

  /** All addresses, looked up now; at least one. */
  List<InetSocketAddress> inOrder() throws UnknownHostException {
    Set<InetAddress> found = new LinkedHashSet<>(List.of(names.resolve(host)));
    List<InetAddress> all = alternating(found);
    synchronized (this) {
      fruitless.keySet().retainAll(found);
      all.sort(Comparator.comparingInt(address -> fruitless.getOrDefault(address, 0)));
    }
    return all.stream().map(address -> new InetSocketAddress(address, port)).toList();
  }

  /** A connection to this address proved to be the peer's. */
  synchronized void proved(InetAddress address) {
    fruitless.put(address, PROVED);
  }

  /** No connection to these came about, or none that proved to be the peer's. */
  synchronized void cameToNothing(Collection<InetAddress> addresses) {
    addresses.forEach(
        address -> fruitless.merge(address, 1, (times, one) -> Math.max(times, 0) + one));
  }

  /** The families take turns, the one that the system prefers first (RFC 8305, section 4). */
  private static List<InetAddress> alternating(Set<InetAddress> addresses) {
    Queue<InetAddress> first = new ArrayDeque<>();
    Queue<InetAddress> second = new ArrayDeque<>();
    for (InetAddress address : addresses) {
      boolean same = first.isEmpty() || first.element().getClass() == address.getClass();
      (same ? first : second).add(address);
    }
    List<InetAddress> all = new ArrayList<>();
    while (!first.isEmpty() || !second.isEmpty()) {
      for (Queue<InetAddress> family : List.of(first, second)) {
        if (!family.isEmpty()) {
          all.add(family.remove());
        }
      }
    }
    return all;
  }
}
