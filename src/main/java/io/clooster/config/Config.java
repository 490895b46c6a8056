// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A whole and valid configuration: what {@code clooster.json} says, with every default filled in.
 *
 * @param thisServer host name (or address) of this server, as the peer calls it
 * @param otherServer host name (or address) of the other server
 * @param key shared secret of the link
 * @param role how this server gets its link: it listens, or it connects
 * @param link periods of the link
 * @param record what is moved, and its home
 * @param stateDir directory for the outbox and other state; created at the start
 * @param services one block for each Kamelet to be configured ({@code cloudflare}, {@code
 *     pushbullet}, a messenger of the user's own): block name to its flattened keys and values
 */
public record Config(
    String thisServer,
    String otherServer,
    Secret key,
    Role role,
    Link link,
    DnsRecord record,
    Path stateDir,
    Map<String, Map<String, String>> services) {

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
     * @param backlog connections that the kernel may hold for us, at least 1
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
   * @param name full name of the record
   * @param type {@code CNAME}, {@code A} or {@code AAAA}, as the values ask for
   * @param preferredValue what the record holds while both servers are up
   */
  public record DnsRecord(
      String provider, String zone, String name, String type, String preferredValue) {}
}
