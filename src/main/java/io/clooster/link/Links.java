// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Action;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The proven connections by their numbers: the decision speaks of numbers, the routes write to
 * channels.
 */
public final class Links {
  private final Map<Long, Channel> proven = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean ended;

  /** Numbers a connection that proved itself. */
  public long add(Channel channel) {
    long number = numbers.incrementAndGet();
    proven.put(number, channel);
    channel.closeFuture().addListener(closed -> proven.remove(number));
    return number;
  }

  /** From now on no connection tells the routes anything: they are about to end. */
  public void end() {
    ended = true;
  }

  /** True once the routes are about to end. */
  public boolean ended() {
    return ended;
  }

  /** True while there is a proven connection. */
  public boolean any() {
    return !proven.isEmpty();
  }

  /** The channel to write to, null when that link has ended meanwhile. */
  public @Nullable Channel channel(Action.OnLink action) {
    return proven.get(action.link());
  }

  /**
   * Closes this link if it is still there, by a reset: on a link that is given up because it is
   * silent, a proper goodbye would wait behind bytes that nobody acknowledged, and the peer should
   * know at once.
   */
  public void close(Action.OnLink action) {
    Channel channel = channel(action);
    if (channel != null) {
      // On its own thread: elsewhere it might be closed, by the peer, between the two steps.
      channel.eventLoop().execute(() -> reset(channel));
    }
  }

  private static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }
}
