// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole and valid configuration: what {@code clooster.json} says, with every default filled in.
 *
 * @param thisServer host name (or address) of this server, as the peer calls it; its case is kept,
 *     as the link's bytes depend on it
 * @param otherServer host name (or address) of the other server, likewise
 * @param key shared secret of the link
 * @param role how this server gets its link: it listens, or it connects
 * @param link periods of the link
 * @param record what is moved, and its home
 * @param stateDir directory for the outbox and other state; created at the start
 * @param services one block for each Kamelet to be configured ({@code cloudflare}, {@code
 *     pushbullet}, a messenger of the user's own): block name to its flattened keys and values.
 *     {@code cloudflare} also has {@code type}; an optional key that isn't set is not there
 * @param secrets every value that must not be seen, the link's key included
 */
public record Config(
    String thisServer,
    String otherServer,
    Secret key,
    Role role,
    Link link,
    DnsRecord record,
    Path stateDir,
    Map<String, Map<String, String>> services,
    Set<Secret> secrets) {

  /** Copies what could change, keeping its order. */
  public Config {
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    services.forEach(
        (name, values) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    services = Collections.unmodifiableMap(copy);
    secrets = Collections.unmodifiableSet(new LinkedHashSet<>(secrets));
  }

  /**
   * The configuration as property placeholders: every key with its dotted name ({@code
   * server.port}, {@code cloudflare.zone}), durations in milliseconds, and {@code link.role}, which
   * is {@code server} or {@code client}. An IPv6 address of {@code server} or {@code client} stands
   * in brackets, as a URI wants it. The link's key is not among them: no route needs it.
   */
  public Map<String, String> properties() {
    return Properties.of(this);
  }

  /** What can be told of it: no service's values, as they hold secrets. */
  @Override
  public String toString() {
    return "Config[thisServer=%s, otherServer=%s, role=%s, link=%s, record=%s, services=%s]"
        .formatted(thisServer, otherServer, role, link, record, services.keySet());
  }

  /** The blocks that configure a messenger: all but the DNS provider's. */
  public List<String> messengers() {
    return services.keySet().stream().filter(name -> !name.equals(record.provider())).toList();
  }

  /** How this server gets its link to the peer. */
  public sealed interface Role {
    /**
     * Waits for the peer to connect.
     *
     * @param address local address to bind, {@code 0.0.0.0} for all
     * @param port TCP port, 1 to 65535
     * @param backlog connections that the kernel may hold for us, at least 1; the routes make it
     *     128 or more
     */
    record Listening(String address, int port, int backlog) implements Role {}

    /**
     * Connects to the peer.
     *
     * @param address host name or address of the peer's listening socket
     * @param port its TCP port, 1 to 65535
     */
    record Connecting(String address, int port) implements Role {}
  }

  /**
   * Periods of the link; all positive, {@code confirm} may be zero.
   *
   * @param keepalive between two keep-alives to the peer (60 s)
   * @param watchdog between two looks at the peer's silence (120 s)
   * @param timeout silence after which the peer counts as down (120 s)
   * @param confirm how long the listening side waits for a lost peer to come back (2 s)
   * @param reconnect back-off between two attempts to connect (1 s to 30 s)
   */
  public record Link(
      Duration keepalive,
      Duration watchdog,
      Duration timeout,
      Duration confirm,
      Reconnect reconnect) {}

  /**
   * Bounds of a back-off.
   *
   * @param min first delay
   * @param max largest delay, at least {@code min}
   */
  public record Reconnect(Duration min, Duration max) {}

  /**
   * The record that is moved.
   *
   * @param provider name of the block that configures its DNS provider, {@code cloudflare}; also
   *     the prefix of the provider's Kamelets
   * @param zone DNS zone
   * @param name full name of the record, in lower case
   * @param type {@code CNAME}, {@code A} or {@code AAAA}, as the values ask for
   * @param preferredValue what the record holds while both servers are up, in the one spelling that
   *     the provider gives back: lower case, IPv6 as in RFC 5952
   */
  public record DnsRecord(
      String provider, String zone, String name, String type, String preferredValue) {}
}
