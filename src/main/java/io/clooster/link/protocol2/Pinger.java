// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the round trip of one link, again and again. It is for people and monitors: no decision
 * depends on it. An earlier version does not answer, and so there is no figure.
 */
final class Pinger {
  static final int EVERY_SECONDS = 10;

  private final LongSupplier nanos;
  private @Nullable Future<?> turns;
  private long number;
  private long sentAt;

  /** Whether the last question was not answered yet. */
  private boolean open;

  /** {@code nanos} is the monotonic clock. */
  Pinger(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void start(ChannelHandlerContext ctx) {
    turns =
        ctx.executor()
            .scheduleAtFixedRate(() -> ask(ctx), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop() {
    if (turns != null) {
      turns.cancel(false);
    }
  }

  private void ask(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      number++;
      sentAt = nanos.getAsLong();
      open = true;
      ctx.writeAndFlush(new PingMessage(number).frame(MessageType.PING));
    }
  }

  /** How long the answer took; null where it answers nothing that was asked last. */
  @Nullable Duration answered(PingMessage pong) {
    if (!open || pong.number() != number) {
      return null;
    }
    open = false;
    return Duration.ofNanos(nanos.getAsLong() - sentAt);
  }
}
