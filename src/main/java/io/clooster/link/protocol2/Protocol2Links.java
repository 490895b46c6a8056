// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.Event;
import io.clooster.link.Hints;
import io.clooster.link.Links;
import io.clooster.link.RoundTrips;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What all connections of protocol 2 share: the configuration, the numbers of links, chance. */
public final class Protocol2Links {
  /** A peer needs one link, and for moments two; more of them are a mistake or an attack. */
  static final int LINKS_PER_PEER = 4;

  /** Tells the two certificates of a connection apart from the handshake's sight. */
  interface Ends {
    Certificates of(Channel channel);
  }

  private final LinkSettings settings;
  private final Links links;
  private final RoundTrips roundTrips;
  private final Ends ends;
  private final LongSupplier nanos;
  private final HeartbeatBatcher signs;
  private final ReportWriter writer;
  private final ReportWriter namingWriter;
  private final Hints hints;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Deque<Channel>> open = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private volatile boolean leaving;

  /**
   * {@code tls} is what the routes make the TLS of each connection with; {@code events} takes the
   * events that are told together; {@code roundTrips} is told what is measured.
   */
  public Protocol2Links(
      LinkSettings settings,
      Links links,
      LinkTls tls,
      Consumer<List<Event>> events,
      RoundTrips roundTrips) {
    this(
        settings,
        links,
        events,
        channel -> certificates(channel, tls),
        roundTrips,
        System::nanoTime);
  }

  /** {@code nanos} is the monotonic clock. */
  Protocol2Links(
      LinkSettings settings,
      Links links,
      Consumer<List<Event>> events,
      Ends ends,
      RoundTrips roundTrips,
      LongSupplier nanos) {
    this.roundTrips = roundTrips;
    this.settings = settings;
    this.links = links;
    this.signs = new HeartbeatBatcher(events);
    this.ends = ends;
    this.nanos = nanos;
    this.hints = new Hints(nanos);
    this.writer = new ReportWriter(settings.servers(), false);
    this.namingWriter = new ReportWriter(settings.servers(), true);
  }

  Links links() {
    return links;
  }

  RoundTrips roundTrips() {
    return roundTrips;
  }

  /** Monotonic time in nanoseconds. */
  long now() {
    return nanos.getAsLong();
  }

  /** {@code named} where the two ends have different lists, and tell servers by their names. */
  ReportReader reader(boolean named) {
    return new ReportReader(settings.servers(), named);
  }

  /** {@code named} as there. */
  ReportWriter writer(boolean named) {
    return named ? namingWriter : writer;
  }

  /** What may be told of connections that did not prove themselves. */
  Hints hints() {
    return hints;
  }

  /** What all connections tell together. */
  HeartbeatBatcher signs() {
    return signs;
  }

  /**
   * We have told a peer that we go: a link that was made now, while the port is still open, would
   * tell it that we are back.
   */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Begins the handshake of a connection; {@code dialled} as there. */
  Handshake handshake(Channel channel, @Nullable String dialled) {
    byte[] nonce = new byte[Digests.LENGTH];
    random.nextBytes(nonce);
    return new Handshake(
        settings, dialled, Base64.getEncoder().encodeToString(nonce), () -> ends.of(channel));
  }

  /**
   * Counts a link of this peer.
   *
   * @return the channel that has to go for it, null when there is room
   */
  synchronized @Nullable Channel opened(String peer, Channel channel) {
    Deque<Channel> channels = open.computeIfAbsent(peer, name -> new ArrayDeque<>());
    channels.add(channel);
    addresses.put(peer, address(channel));
    channel.closeFuture().addListener(closed -> closed(peer, channel));
    return channels.size() > LINKS_PER_PEER ? channels.poll() : null;
  }

  /** True when this peer proved itself last time from the address that {@code channel} is with. */
  synchronized boolean provedFrom(String peer, Channel channel) {
    return address(channel).equals(addresses.get(peer));
  }

  private static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "";
  }

  private synchronized void closed(String peer, Channel channel) {
    Deque<Channel> channels = open.get(peer);
    if (channels != null) {
      channels.remove(channel);
    }
    if (channels == null || channels.isEmpty()) {
      roundTrips.ended(peer);
    }
  }

  private static Certificates certificates(Channel channel, LinkTls tls) {
    try {
      SslHandler ssl = channel.pipeline().get(SslHandler.class);
      byte[] peers = ssl.engine().getSession().getPeerCertificates()[0].getEncoded();
      return new Certificates(tls.certificate(), peers);
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      throw new ProtocolException("TLS without a certificate of the other side");
    }
  }
}
