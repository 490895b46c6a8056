// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.FailureText;
import io.clooster.call.RetainingDnsResolver;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Connects to one peer, at whichever of its addresses answers first. There is one connection at a
 * time: each attempt ends the one before.
 */
public final class PeerDialler implements DialOutcome {
  /** An attempt has this long in all: the name's lookup, and all addresses. */
  static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

  /** A name server that has not answered by then is not waited for: what it said last will do. */
  private static final Duration LOOKED_UP_WITHIN = Duration.ofSeconds(1);

  private static final int CLOSED_WITHIN_SECONDS = 1;

  private final PeerSockets sockets;
  private final EventLoopGroup threads;
  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  /** {@code host} is a name or an address; an IPv6 address may stand in brackets. */
  public PeerDialler(String host, int port, EventLoopGroup threads) {
    this(
        host,
        port,
        threads,
        new RetainingDnsResolver(LOOKED_UP_WITHIN, SystemDefaultDnsResolver.INSTANCE));
  }

  PeerDialler(String host, int port, EventLoopGroup threads, DnsResolver names) {
    this.sockets = new PeerSockets(host, port, names);
    this.threads = threads;
  }

  /**
   * Makes one attempt, and waits for it.
   *
   * @param prepare gives the new connection its handlers
   */
  public Channel connect(Consumer<Channel> prepare) throws ConnectFailure {
    open.close().awaitUninterruptibly(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS);
    long begun = System.nanoTime();
    List<InetSocketAddress> addresses = lookUp();
    Duration left = CONNECTED_WITHIN.minusNanos(System.nanoTime() - begun);
    ConnectRace race = new ConnectRace(threads.next(), addresses, prepare);
    Future<Channel> connected = race.run(left);
    try {
      Channel channel = connected.get();
      open.add(channel);
      sockets.cameToNothing(race.losers());
      return channel;
    } catch (ExecutionException | CancellationException e) {
      sockets.cameToNothing(race.losers());
      throw e.getCause() instanceof ConnectFailure failure
          ? failure
          : new ConnectFailure(FailureText.of(e), false);
    } catch (InterruptedException e) {
      connected.cancel(false);
      Thread.currentThread().interrupt();
      throw new ConnectFailure("given up, as we stop", false);
    }
  }

  /** Its address is the first to be tried next time. */
  @Override
  public void proved(Channel channel) {
    sockets.proved(address(channel));
  }

  /** Next time, other addresses are tried first. */
  @Override
  public void unproven(Channel channel) {
    sockets.cameToNothing(List.of(address(channel)));
  }

  private List<InetSocketAddress> lookUp() throws ConnectFailure {
    try {
      return sockets.inOrder();
    } catch (UnknownHostException e) {
      throw new ConnectFailure(FailureText.of(e), false);
    }
  }

  private static InetAddress address(Channel channel) {
    return ((InetSocketAddress) channel.remoteAddress()).getAddress();
  }
}
