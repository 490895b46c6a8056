// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole and valid configuration: what {@code clooster.json} says, with every default filled in.
 * Both shapes of the file, the pair's and the group's, end up here.
 *
 * @param protocol the link's: 1, the original's, or 2
 * @param thisServer our name (or address) as the others call it, one of {@code servers}. Protocol 1
 *     keeps its case, as the link's bytes depend on it; protocol 2 has it in lower case
 * @param servers all servers, ours among them, in order of preference; at least 2. Under protocol 1
 *     the preferred value may be none of them; then the other server comes last
 * @param serversVersion the version of the list {@code servers}, from 1 on: a list of a higher
 *     version replaces one of a lower one, server by server
 * @param listen where we wait for the others; null if we only connect
 * @param keys secrets of the link, at least one; the first is the one to begin with, the others are
 *     accepted, too. Protocol 1 has one
 * @param link periods of the link
 * @param provider whose records they are
 * @param records what is moved together, at least one, all in one zone. Protocol 1 has one
 * @param claims whether a claim beside the records says who may move them; not under protocol 1
 * @param failback when the records go back to a preferred server; protocol 1 asks nobody
 * @param observing whether this server only says what it would do, and changes nothing; never under
 *     protocol 1
 * @param checks of this server's own health; none under protocol 1
 * @param hooks programs that run when this server's part changes, by the hook's name ({@code
 *     before_active}, {@code on_active}, {@code on_standby}, {@code on_unhealthy}); none under
 *     protocol 1
 * @param verify whether, and whom, we ask if a change has arrived
 * @param http how the APIs of the DNS provider and of the notifiers are reached
 * @param operate where this server tells of its state; null for nowhere
 * @param deadMansSwitch the service that tells of our silence; null for none
 * @param reload whether routes are replaced as soon as their files are saved
 * @param stateDir directory for the outbox and other state; created at the start
 * @param notifiers who tells the administrator
 * @param services one block for each Kamelet to be configured ({@code cloudflare}, {@code
 *     pushbullet}, a notifier of the user's own): block name to its flattened keys and values. The
 *     provider's also has {@code type}; an optional key that isn't set is not there
 * @param secrets every value that must not be seen, the link's keys included
 */
public record Config(
    int protocol,
    String thisServer,
    List<Server> servers,
    long serversVersion,
    Role.@Nullable Listening listen,
    List<Key> keys,
    Link link,
    Provider provider,
    List<DnsRecord> records,
    Claims claims,
    Failback failback,
    boolean observing,
    List<HealthCheck> checks,
    Map<String, HookProgram> hooks,
    Verify verify,
    Http http,
    @Nullable Operate operate,
    @Nullable DeadMansSwitch deadMansSwitch,
    boolean reload,
    Path stateDir,
    List<Notifier> notifiers,
    Map<String, Map<String, String>> services,
    Set<Secret> secrets) {

  /** Copies what could change, keeping its order. */
  public Config {
    servers = List.copyOf(servers);
    keys = List.copyOf(keys);
    records = List.copyOf(records);
    checks = List.copyOf(checks);
    hooks = Collections.unmodifiableMap(new LinkedHashMap<>(hooks));
    notifiers = List.copyOf(notifiers);
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    services.forEach(
        (name, values) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    services = Collections.unmodifiableMap(copy);
    secrets = Collections.unmodifiableSet(new LinkedHashSet<>(secrets));
  }

  /** Ourselves. */
  public Server self() {
    return servers.stream().filter(server -> server.name().equals(thisServer)).findFirst().get();
  }

  /** The others, in order of preference. */
  public List<Server> peers() {
    return servers.stream().filter(server -> !server.name().equals(thisServer)).toList();
  }

  /** The name of a pair's other server; of a group the most preferred of the others. */
  public String otherServer() {
    return peers().get(0).name();
  }

  /** The secret to begin with: under protocol 1 the only one. */
  public Secret key() {
    return keys.get(0).secret();
  }

  /** The first of the records: under protocol 1 the only one. */
  public DnsRecord record() {
    return records.get(0);
  }

  /** The records' full names. */
  public List<String> recordNames() {
    return records.stream().map(DnsRecord::name).toList();
  }

  /** How a server of a pair gets its link; one of a group listens, whatever else it does. */
  public Role role() {
    if (listen != null) {
      return listen;
    }
    Server peer = peers().get(0);
    return new Role.Connecting(peer.address() == null ? peer.name() : peer.address(), peer.port());
  }

  /** The same as a part of another application: nothing listens that nobody has asked for. */
  public Config embedded() {
    return operate == null || operate.stated()
        ? this
        : new Config(
            protocol,
            thisServer,
            servers,
            serversVersion,
            listen,
            keys,
            link,
            provider,
            records,
            claims,
            failback,
            observing,
            checks,
            hooks,
            verify,
            http,
            null,
            deadMansSwitch,
            reload,
            stateDir,
            notifiers,
            services,
            secrets);
  }

  /**
   * The configuration as property placeholders: every key with its dotted name ({@code
   * server.port}, {@code cloudflare.zone}), durations in milliseconds, lists with commas. {@code
   * link.protocol} is {@code 1} or {@code 2}, {@code link.listens} {@code true} or {@code false},
   * {@code link.role} {@code server} or {@code client}, as the pair's files call it. An IPv6
   * address of {@code listen}, {@code server} or {@code client} stands in brackets, as a URI wants
   * it. {@code hooks} is {@code true} where there is any. The link's keys and the health checks are
   * not among them: no route needs the former, and each of the latter is a route of its own.
   */
  public Map<String, String> properties() {
    return Properties.of(this);
  }

  /** What can be told of it: no service's values, as they hold secrets. */
  @Override
  public String toString() {
    return ("Config[protocol=%d, thisServer=%s, servers=%s, listen=%s, keys=%s, link=%s,"
            + " records=%s, claims=%s, failback=%s, observing=%s, checks=%s, verify=%s, services=%s]")
        .formatted(
            protocol,
            thisServer,
            servers,
            listen,
            keys,
            link,
            records,
            claims,
            failback,
            observing,
            checks,
            verify,
            services.keySet());
  }

  /** The notifiers' names. */
  public List<String> notifierNames() {
    return notifiers.stream().map(Notifier::name).toList();
  }

  /**
   * One of the servers.
   *
   * @param name what the others know it by: a host name, or an IP address
   * @param address host name or IP address where the others connect to it; null if it doesn't
   *     listen
   * @param port its TCP port there, 1 to 65535; 0 if it doesn't listen
   * @param addresses by record type, {@code A} or {@code AAAA}, what such a record holds to point
   *     at it, in the one spelling that DNS providers give back; empty if the records are CNAMEs to
   *     its name. All servers have the same types
   */
  public record Server(
      String name, @Nullable String address, int port, Map<String, String> addresses) {

    /** Copies the addresses. */
    public Server {
      addresses = Map.copyOf(addresses);
    }

    /** Whether the others can connect to it. */
    public boolean listens() {
      return port != 0;
    }
  }

  /**
   * A secret of the link, and the name that the servers have for it.
   *
   * @param id 1 to 32 letters, digits, dots, underscores and hyphens
   */
  public record Key(String id, Secret secret) {
    /** Of a key that stands as a plain text. A list that takes its place names the old one so. */
    public static final String DEFAULT_ID = "default";
  }

  /** How this server gets its link to the peer. */
  public sealed interface Role {
    /**
     * Waits for the others to connect.
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
   * Periods of the link; all positive, {@code confirm} may be zero. In brackets the defaults of
   * protocol 1 and of protocol 2.
   *
   * @param keepalive between two keep-alives to the peer (60 s, 1 s)
   * @param watchdog between two looks at the peer's silence (120 s; protocol 2: as keepalive)
   * @param timeout silence after which the peer counts as down (120 s; protocol 2: {@link
   *     #silence})
   * @param confirm how long a suspicion must last before it counts as a death (2 s)
   * @param reconnect back-off between two attempts to connect (1 s to 30 s, 1 s to 10 s)
   */
  public record Link(
      Duration keepalive,
      Duration watchdog,
      Duration timeout,
      Duration confirm,
      Reconnect reconnect) {

    /** Protocol 2: after so long without a word a peer is suspected, three keep-alives. */
    public Duration silence() {
      return keepalive.multipliedBy(3);
    }
  }

  /**
   * Bounds of a back-off.
   *
   * @param min first delay
   * @param max largest delay, at least {@code min}
   */
  public record Reconnect(Duration min, Duration max) {}

  /**
   * What stands beside the records.
   *
   * @param on whether a claim does
   * @param restore whether records that somebody edited by hand are put back at once, in place of
   *     at the next failover; only with a claim
   */
  public record Claims(boolean on, boolean restore) {}

  /**
   * When the records go back to a preferred server that has returned.
   *
   * @param auto by themselves; otherwise only when the administrator says so
   * @param delay how long it must have been steadily there before they do (60 s); may be zero
   */
  public record Failback(boolean auto, Duration delay) {}

  /**
   * How we find out that those who answer for the zone give the new value.
   *
   * @param on whether we ask at all
   * @param servers the name servers to ask, host names or addresses, unresolved; none where the
   *     zone's own are to be found
   * @param within how long we ask for the new value (60 s); positive
   */
  public record Verify(boolean on, List<InetSocketAddress> servers, Duration within) {

    /** Copies the servers. */
    public Verify {
      servers = List.copyOf(servers);
    }
  }

  /**
   * Where this server tells of its state, and hears its operator, over HTTP.
   *
   * @param address one of this machine's own: what is told is for whoever may connect
   * @param port 1 to 65535
   * @param token what an operator may show besides the one in the state directory; null for none
   * @param stated whether the configuration says so, and it is not by default
   */
  public record Operate(String address, int port, @Nullable Secret token, boolean stated) {}

  /**
   * A service that tells the administrator when it is called no more.
   *
   * @param url what to call
   * @param every from one call to the next
   */
  public record DeadMansSwitch(Secret url, Duration every) {}

  /**
   * How the APIs are reached.
   *
   * @param proxy null if without one. What is on this machine never needs it
   * @param ca file of certificates (PEM) that are trusted besides Java's own; null if none are
   */
  public record Http(@Nullable Proxy proxy, @Nullable Path ca) {}

  /**
   * An HTTP proxy, which passes TLS through (CONNECT, RFC 9110, 9.3.6).
   *
   * @param user null, as the password, if it asks for none
   */
  public record Proxy(String host, int port, @Nullable String user, @Nullable Secret password) {}

  /**
   * What brings messages to the administrator.
   *
   * @param name its block's name: {@code slack}, or of one of several {@code slack@ops}
   * @param kamelet the Kamelet that sends: the body is the text
   * @param least of messages that matter less it is not told: {@code info}, {@code warning}, {@code
   *     critical}
   */
  public record Notifier(String name, String kamelet, String least) {
    /** What follows a notifier's name in that of the Kamelet that is its own. */
    public static final String SINK = "-notify-sink";
  }

  /**
   * Who the records are changed at.
   *
   * @param name of its block, {@code cloudflare}, and of its Kamelet, {@code cloudflare-dns-action}
   * @param conditional whether it changes nothing when what was read is not there any more; else
   *     Clooster looks once more right before it writes
   * @param can what it can besides reading and writing: {@code lookup}, {@code trial}, {@code
   *     token}
   * @param most so many changes at once, at least 3
   * @param writesPerDay so many changes of the zone it bears in a day, at least {@link
   *     #LEAST_WRITES}; 0 where it does not say
   * @param callsPerDay so many calls of any kind an account has there in a day, whichever server
   *     makes them; 0 where it does not say
   * @param leastTtl it takes no TTL below that many seconds; 0 where it does not say
   */
  public record Provider(
      String name,
      boolean conditional,
      Set<String> can,
      int most,
      int writesPerDay,
      int callsPerDay,
      int leastTtl) {
    /** Fewer changes a day than that are too few for a claim that is renewed in a cut. */
    public static final int LEAST_WRITES = 50;

    /** What follows a provider's name in that of its Kamelet. */
    public static final String ACTION = "-dns-action";

    /** Copies what it can. */
    public Provider {
      can = Set.copyOf(can);
    }

    /** The name of its Kamelet. */
    public String kamelet() {
      return name + ACTION;
    }
  }

  /**
   * A record that is moved.
   *
   * @param zone DNS zone
   * @param name full name of the record, in lower case
   * @param type {@code CNAME}, {@code A} or {@code AAAA}, as the values ask for: under protocol 2
   *     what is to be expected, as the provider says which it is
   * @param preferredValue what a record of that type holds while all servers are up, in the one
   *     spelling that the provider gives back: lower case, IPv6 as in RFC 5952
   */
  public record DnsRecord(String zone, String name, String type, String preferredValue) {}
}
