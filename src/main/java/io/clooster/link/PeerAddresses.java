// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that the peer may come from. A route looks them up again and again on a thread of
 * its own; nothing ever waits for a name server here.
 */
public final class PeerAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(PeerAddresses.class);

  /** Asks the name servers. */
  interface Lookup {
    InetAddress[] addressesOf(String name) throws UnknownHostException;
  }

  private final String name;
  private final Lookup lookup;
  private volatile Set<InetAddress> known = Set.of();
  private @Nullable String lastProblem;

  /** Looks up {@code name}, a host name or an address. */
  public PeerAddresses(String name) {
    this(name, InetAddress::getAllByName);
  }

  PeerAddresses(String name, Lookup lookup) {
    this.name = name;
    this.lookup = lookup;
  }

  /** The peer's name. */
  String peer() {
    return name;
  }

  /** True for everyone while the name could not be looked up once: then the hello alone decides. */
  boolean mayBePeer(InetAddress source) {
    Set<InetAddress> peers = known;
    return peers.isEmpty() || peers.contains(source);
  }

  /** Looks the name up, which may take long; on failure the known addresses stay. */
  public synchronized void refresh() {
    try {
      Set<InetAddress> found =
          Stream.of(lookup.addressesOf(name)).collect(Collectors.toUnmodifiableSet());
      if (!found.equals(known)) {
        LOG.info("peer={} addresses={}", name, printable(found));
      }
      known = found;
      lastProblem = null;
    } catch (UnknownHostException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblem)) {
        LOG.warn(
            "peer={} addresses not found: {}; is the name right, does a name server answer?",
            name,
            problem);
      }
      lastProblem = problem;
    }
  }

  private static String printable(Set<InetAddress> addresses) {
    return addresses.stream()
        .map(InetAddress::getHostAddress)
        .sorted()
        .collect(Collectors.joining(","));
  }
}
