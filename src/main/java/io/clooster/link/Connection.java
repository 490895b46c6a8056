// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection: it proves itself in time or is closed; then each sign of life, and
 * its end, become events. What differs between accepting and dialling is left to the two kinds of
 * it.
 */
abstract class Connection extends ChannelInboundHandlerAdapter {
  /** A connection that has not proved itself by then is closed. */
  static final int HELLO_WITHIN_SECONDS = 10;

  private final Links links;
  private @Nullable Long link;
  private @Nullable String end;

  Connection(Links links) {
    this.links = links;
  }

  /** Hands an event on to the routes. */
  abstract void tell(ChannelHandlerContext ctx, Event event);

  /**
   * The connection ends unproven; {@code wrongHello} when it showed a hello that is not the peer's.
   */
  abstract void unproven(ChannelHandlerContext ctx, boolean wrongHello, String reason);

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    var deadline =
        ctx.executor()
            .schedule(
                () -> refuse(ctx, false, "no hello within " + HELLO_WITHIN_SECONDS + " s"),
                HELLO_WITHIN_SECONDS,
                TimeUnit.SECONDS);
    ctx.channel().closeFuture().addListener(closed -> deadline.cancel(false));
    super.channelActive(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch ((PeerSign) message) {
      case HELLO -> {
        link = links.add(ctx.channel());
        proven(ctx);
        tell(ctx, new Event.LinkOpened(link));
      }
      case NAME -> {
        if (link != null) {
          tell(ctx, new Event.Heard(link));
        }
      }
      case WRONG_HELLO -> refuse(ctx, true, "wrong key or server name");
      case GARBAGE -> {
        end = "bytes that are no keep-alive";
        ctx.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    String reason = end == null ? "closed by the peer" : end;
    if (link != null) {
      tell(ctx, new Event.LinkClosed(link, reason));
    } else if (end == null) {
      unproven(ctx, false, "closed before its hello");
    }
    super.channelInactive(ctx);
  }

  /** A reset or a broken route: the same to us as a close, with another reason. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    String what = cause.getMessage();
    if (link != null) {
      end = what == null ? cause.getClass().getSimpleName() : what;
    }
    ctx.close();
  }

  /** Called once, when the connection has proved itself. */
  void proven(ChannelHandlerContext ctx) {}

  /** Ends a connection that did not prove itself. */
  final void refuse(ChannelHandlerContext ctx, boolean wrongHello, String reason) {
    if (link == null && end == null) {
      end = reason;
      unproven(ctx, wrongHello, reason);
      ctx.close();
    }
  }
}
