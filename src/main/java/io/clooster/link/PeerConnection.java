// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.FailureText;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.ServerList;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection, whatever the protocol: it proves itself in time or is closed; then
 * its end becomes an event. How it proves itself is left to the protocols; what differs between
 * accepting and dialling is left to the two kinds of it.
 */
public abstract class PeerConnection extends ChannelDuplexHandler {
  /** A connection that has not proved itself by then is closed. */
  public static final int HELLO_WITHIN_SECONDS = 10;

  /**
   * Heartbeats that come closer together than this are one: a peer that floods us with them must
   * not fill the queue that the news of its end has to pass.
   */
  public static final int HEARD_EVERY_MILLIS = 50;

  private final Links links;
  private @Nullable Long link;
  private @Nullable String end;

  protected PeerConnection(Links links) {
    this.links = links;
  }

  /** The address at the other end. */
  protected static InetAddress source(ChannelHandlerContext ctx) {
    return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
  }

  /** True where we made the connection. */
  protected abstract boolean dialled();

  /** Hands an event on to the routes. */
  protected abstract void pass(ChannelHandlerContext ctx, Event event);

  /** The connection ends unproven; {@code fault} says what that means for the peer. */
  protected abstract void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason);

  /** Called once, when the connection has proved itself. */
  protected void proven(ChannelHandlerContext ctx) {}

  /** Called once at the end of a proven connection, before the event that tells of it. */
  protected void ending(ChannelHandlerContext ctx) {}

  /** The other side closed the connection before it had proved itself. */
  protected void closedUnproven(ChannelHandlerContext ctx) {
    unproven(ctx, HelloFault.BROKEN, "closed before its hello");
  }

  /** The time to prove itself is over. */
  protected void late(ChannelHandlerContext ctx) {
    reject(ctx, HelloFault.BROKEN, "no hello within " + HELLO_WITHIN_SECONDS + " s");
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    var deadline =
        ctx.executor()
            .schedule(
                () -> {
                  if (link == null && end == null) {
                    late(ctx);
                  }
                },
                HELLO_WITHIN_SECONDS,
                TimeUnit.SECONDS);
    ctx.channel().closeFuture().addListener(closed -> deadline.cancel(false));
    super.channelActive(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    String reason = end == null ? "closed by the peer" : end;
    if (link != null) {
      ending(ctx);
      tell(ctx, new Event.LinkClosed(link, reason));
    } else if (end == null) {
      end = reason;
      closedUnproven(ctx);
    }
    super.channelInactive(ctx);
  }

  /** A reset or a broken route: the same to us as a close, with another reason. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    String reason = FailureText.of(cause);
    if (link == null) {
      reject(ctx, HelloFault.BROKEN, reason);
    } else {
      cut(ctx, reason);
    }
  }

  /** Hands an event on to the routes, unless these are about to end. */
  protected final void tell(ChannelHandlerContext ctx, Event event) {
    if (!links.ended()) {
      pass(ctx, event);
    }
  }

  /** The number of this connection once it has proved itself. */
  protected final @Nullable Long link() {
    return link;
  }

  /** True once a reason to end the connection has been found. */
  protected final boolean isClosed() {
    return end != null;
  }

  /** Ends a connection that did not prove itself. */
  protected final void reject(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    if (link == null && end == null) {
      end = reason;
      unproven(ctx, fault, reason);
      ctx.close();
    }
  }

  /** Ends a connection that is to become no link, and of which nothing is to be told. */
  protected final void dismiss(ChannelHandlerContext ctx, String reason) {
    if (link == null && end == null) {
      end = reason;
      ctx.close();
    }
  }

  /**
   * The connection has proved to be this peer's.
   *
   * @param list its list of servers where that is another version; null where it is ours
   */
  protected final void open(ChannelHandlerContext ctx, String peer, @Nullable ServerList list) {
    if (link == null && end == null) {
      link = links.add(ctx.channel());
      proven(ctx);
      tell(ctx, new Event.LinkOpened(peer, link, dialled(), list));
    }
  }

  /** Ends a proven connection; the first reason is the one that counts. */
  protected final void cut(ChannelHandlerContext ctx, String reason) {
    if (end == null) {
      end = reason;
    }
    ctx.close();
  }
}
