// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.FailureText;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect, to all addresses of a peer (RFC 8305): the next one is tried as soon as
 * one has failed, or has not answered for {@link #STAGGER}; the first TCP connection wins, and the
 * others are closed. All of it happens on one event loop.
 */
final class ConnectRace {
  /** So long an address has before the next one is tried beside it (RFC 8305, section 5). */
  static final Duration STAGGER = Duration.ofMillis(250);

  /** More addresses than this are left to the next attempt. */
  static final int MOST_ADDRESSES = 64;

  private static final int SHOWN = 4;

  private final EventLoop loop;
  private final Deque<InetSocketAddress> untried;
  private final int most;
  private final Supplier<Channel> sockets;
  private final Consumer<Channel> prepare;
  private final Promise<Channel> result;
  private final Map<InetSocketAddress, Channel> underWay = new LinkedHashMap<>();
  private final Map<InetSocketAddress, String> failures = new LinkedHashMap<>();
  private int refusals;
  private boolean silence;
  private int tried;
  private @Nullable ScheduledFuture<?> next;

  /**
   * Begins nothing yet.
   *
   * @param addresses at least one
   * @param prepare gives the winner its handlers; nothing has been read from it by then
   */
  ConnectRace(EventLoop loop, List<InetSocketAddress> addresses, Consumer<Channel> prepare) {
    this(loop, addresses, NioSocketChannel::new, prepare);
  }

  /** Makes its sockets otherwise. */
  ConnectRace(
      EventLoop loop,
      List<InetSocketAddress> addresses,
      Supplier<Channel> sockets,
      Consumer<Channel> prepare) {
    this.loop = loop;
    this.sockets = sockets;
    this.untried = new ArrayDeque<>(addresses);
    this.most = Math.min(addresses.size(), MOST_ADDRESSES);
    this.prepare = prepare;
    this.result = loop.newPromise();
  }

  /**
   * Tries all addresses.
   *
   * @param within in all
   * @return the connection, or a {@link ConnectFailure}; cancelling it ends the attempt
   */
  Future<Channel> run(Duration within) {
    loop.execute(
        () -> {
          Future<?> deadline =
              loop.schedule(this::giveUp, within.toMillis(), TimeUnit.MILLISECONDS);
          result.addListener(done -> deadline.cancel(false));
          result.addListener(done -> end());
          tryNext();
        });
    return result;
  }

  /** Those that have been tried without success so far; to be asked when the race is over. */
  Collection<InetAddress> losers() {
    return failures.keySet().stream().map(InetSocketAddress::getAddress).toList();
  }

  private void tryNext() {
    stopTimer();
    if (result.isDone() || tried == most) {
      return;
    }
    InetSocketAddress address = untried.remove();
    tried++;
    if (tried < most) {
      next = loop.schedule(this::tryNext, STAGGER.toMillis(), TimeUnit.MILLISECONDS);
    }
    connect(address);
  }

  private void stopTimer() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void connect(InetSocketAddress address) {
    Channel channel;
    try {
      channel = sockets.get();
    } catch (ChannelException e) {
      failed(address, e, false); // For want of a descriptor: the address may well be there.
      return;
    }
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    channel.config().setConnectTimeoutMillis(0); // The deadline is the race's.
    channel.config().setAutoRead(false);
    channel.pipeline().addLast(new Contender(this::won));
    underWay.put(address, channel);
    loop.register(channel);
    ChannelFuture connected = channel.connect(address);
    boolean atOnce = connected.isDone();
    connected.addListener(
        done -> {
          Throwable cause = done.cause();
          if (cause != null && underWay.remove(address) != null) {
            failed(address, cause, atOnce);
          }
        });
  }

  /** What our own system refuses at once, for want of a route say, was never asked. */
  private void failed(InetSocketAddress address, Throwable cause, boolean atOnce) {
    if (isRefusal(cause)) {
      refusals++;
    } else {
      silence |= !atOnce;
    }
    failures.put(address, FailureText.of(cause));
    if (tried < most) {
      tryNext();
    } else if (underWay.isEmpty()) {
      lost();
    }
  }

  private static boolean isRefusal(Throwable cause) {
    Throwable root = FailureText.rootOf(cause);
    return root instanceof ConnectException
        && String.valueOf(root.getMessage()).contains("Connection refused");
  }

  /** Only now it gets its handlers, so that no other one says hello. */
  private void won(Channel channel) {
    underWay.values().remove(channel);
    if (result.isDone()) {
      channel.close();
      return;
    }
    try {
      prepare.accept(channel);
      result.trySuccess(channel);
    } catch (RuntimeException e) {
      channel.close();
      result.tryFailure(e);
    }
  }

  private void giveUp() {
    silence = true;
    underWay.keySet().forEach(address -> failures.put(address, "no answer in time"));
    lost();
  }

  private void lost() {
    boolean refused = refusals > 0 && !silence && untried.isEmpty();
    result.tryFailure(new ConnectFailure(words(), refused));
  }

  private void end() {
    stopTimer();
    List<Channel> late = List.copyOf(underWay.values());
    underWay.clear();
    late.forEach(Channel::close);
  }

  /** The same words for the same failures, in whatever order the addresses were tried. */
  private String words() {
    if (failures.size() == 1) {
      return failures.values().iterator().next();
    }
    Map<String, Collection<String>> byWords = new TreeMap<>();
    failures.forEach(
        (address, words) ->
            byWords
                .computeIfAbsent(words, each -> new TreeSet<>())
                .add(address.getAddress().getHostAddress()));
    return byWords.entrySet().stream()
        .map(entry -> shown(entry.getValue()) + ": " + entry.getKey())
        .collect(Collectors.joining("; "));
  }

  private static String shown(Collection<String> addresses) {
    String first = addresses.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = addresses.size() - SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
