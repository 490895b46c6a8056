// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.PlainWords;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection: it proves itself in time or is closed; then each sign of life, and
 * its end, become events. What differs between accepting and dialling is left to the two kinds of
 * it.
 */
abstract class Connection extends ChannelDuplexHandler {
  /** A connection that has not proved itself by then is closed. */
  static final int HELLO_WITHIN_SECONDS = 10;

  /**
   * Signs of life that come closer together than this are one: a peer that floods us with its name
   * must not fill the queue that the news of its end has to pass.
   */
  static final int HEARD_EVERY_MILLIS = 50;

  private final String peer;
  private final Links links;
  private @Nullable Long link;
  private @Nullable String end;
  private boolean justHeard;

  Connection(String peer, Links links) {
    this.peer = peer;
    this.links = links;
  }

  /** True where we made the connection. */
  abstract boolean dialled();

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
      case HELLO -> open(ctx);
      case NAME -> heard(ctx);
      case WRONG_HELLO -> refuse(ctx, true, "wrong key or server name");
      case GARBAGE -> cut(ctx, "bytes that are no keep-alive");
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
    String reason = PlainWords.of(cause);
    if (link == null) {
      refuse(ctx, false, reason);
    } else {
      cut(ctx, reason);
    }
  }

  /** The event for a connection that ended unproven. */
  final Event helloFailed(boolean wrongHello, String reason) {
    HelloFault fault = wrongHello ? HelloFault.WRONG_KEY : HelloFault.BROKEN;
    return new Event.HelloFailed(peer, fault, dialled(), reason);
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

  private void open(ChannelHandlerContext ctx) {
    if (end == null) {
      link = links.add(ctx.channel());
      proven(ctx);
      tell(ctx, new Event.LinkOpened(peer, link, dialled()));
    }
  }

  private void heard(ChannelHandlerContext ctx) {
    if (link != null && !justHeard) {
      justHeard = true;
      ctx.executor().schedule(() -> justHeard = false, HEARD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      tell(ctx, new Event.Heard(link));
    }
  }

  /** Ends a proven connection; the first reason is the one that counts. */
  private void cut(ChannelHandlerContext ctx, String reason) {
    if (end == null) {
      end = reason;
    }
    ctx.close();
  }
}
