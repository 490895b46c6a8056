// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.link.AcceptThread;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The thread that accepts the connections of those who ask for the state: a few at a time, each for
 * a few seconds, whatever comes over it. They are counted here, before anything is set up for them,
 * as camel-netty-http makes its pipelines itself and ignores a {@code serverInitializerFactory}.
 */
public final class OperateConnections extends AcceptThread {
  /** More than that are closed at once. */
  static final int MOST = 16;

  /** One is closed after that, answered or not: an answer takes two seconds at most. */
  static final int LIFETIME_SECONDS = 5;

  /** An order may wait for another server. */
  static final int ORDER_SECONDS = 16;

  private static final AttributeKey<Future<?>> END =
      AttributeKey.valueOf(OperateConnections.class, "end");

  @Override
  public ChannelFuture register(Channel listening) {
    ChannelFuture registered = super.register(listening);
    // Before the handler that accepts.
    registered.addListener(done -> listening.pipeline().addFirst(new Limits()));
    return registered;
  }

  /** What was asked for over this one takes its time. */
  static void waits(ChannelHandlerContext connection) {
    Channel channel = connection.channel();
    Future<?> sooner =
        channel.attr(END).getAndSet(endOf(channel, connection.executor(), ORDER_SECONDS));
    if (sooner != null) {
      sooner.cancel(false);
    }
  }

  private static Future<?> endOf(Channel accepted, EventExecutor by, int seconds) {
    return by.schedule(() -> accepted.close(), seconds, TimeUnit.SECONDS);
  }

  /** Those of one listening channel. */
  private static final class Limits extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      Channel accepted = (Channel) message;
      if (open.get() >= MOST) {
        accepted.unsafe().closeForcibly();
        return;
      }
      open.incrementAndGet();
      accepted.attr(END).set(endOf(accepted, context.executor(), LIFETIME_SECONDS));
      context.fireChannelRead(message);
      accepted
          .closeFuture()
          .addListener(
              closed -> {
                open.decrementAndGet();
                accepted.attr(END).get().cancel(false);
              });
    }
  }
}
