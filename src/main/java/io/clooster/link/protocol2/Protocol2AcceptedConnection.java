// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.link.PendingConnections;
import io.clooster.link.Rejections;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection that someone made to us; it has a place among the pending connections until it is
 * proven.
 */
final class Protocol2AcceptedConnection extends Protocol2Connection {
  private final Protocol2Links shared;
  private final PendingConnections pending;
  private final Rejections rejections;

  Protocol2AcceptedConnection(
      Protocol2Links shared, PendingConnections pending, Rejections rejections) {
    super(shared);
    this.shared = shared;
    this.pending = pending;
    this.rejections = rejections;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    endWithListener(ctx);
    pending.enter(
        ctx.channel(),
        () ->
            ctx.executor()
                .execute(
                    () -> reject(ctx, HelloFault.BROKEN, "too many connections without a proof")));
  }

  /**
   * A connection tells the route that listened for it. What is accepted at the very moment when
   * that ends, Camel leaves open: the peer would take it for a link, and nobody would hear it.
   */
  private void endWithListener(ChannelHandlerContext ctx) {
    Channel listener = ctx.channel().parent();
    if (listener == null) {
      return;
    }
    ChannelFutureListener end = closed -> ctx.executor().execute(() -> endUnheard(ctx));
    listener.closeFuture().addListener(end);
    ctx.channel().closeFuture().addListener(closed -> listener.closeFuture().removeListener(end));
  }

  private void endUnheard(ChannelHandlerContext ctx) {
    dismiss(ctx, "nobody listens any more");
    ctx.close();
  }

  @Override
  @Nullable String dialledPeer() {
    return null;
  }

  @Override
  protected boolean dialled() {
    return false;
  }

  @Override
  protected void pass(ChannelHandlerContext ctx, Event event) {
    ctx.fireChannelRead(event);
  }

  @Override
  protected void proven(ChannelHandlerContext ctx) {
    pending.leave(ctx.channel());
  }

  /** Not the exception's own words: a stranger may have a part in them. */
  @Override
  String noTls(Throwable cause) {
    return cause instanceof SslHandshakeTimeoutException
        ? "no TLS within " + HELLO_WITHIN_SECONDS + " s"
        : "the TLS handshake failed, or was given up";
  }

  @Override
  void checked(ChannelHandlerContext ctx) {
    rejections.checked(source(ctx));
  }

  /**
   * Something that concerns a peer is told of it, which logs it; strangers are a line in the log
   * only, by which they may be barred. Who has proved to have our key is none.
   */
  @Override
  protected void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    InetAddress source = source(ctx);
    String peer = handshake(ctx).claimed().orElse(null);
    String proven = handshake(ctx).proven().orElse(null);
    if (proven == null) {
      rejections.add(source, reason);
    } else if (peer == null) {
      rejections.differs(proven, source, reason);
    }
    if (fault != HelloFault.BROKEN && peer != null) {
      HelloOrigin origin = origin(ctx.channel(), peer, fault);
      Event.HelloFailed failed =
          new Event.HelloFailed(peer, fault, origin, source.getHostAddress() + ": " + reason);
      if (shared.hints().allow(failed)) {
        tell(ctx, failed);
      }
    }
  }

  /** A configuration is compared only after the proof; anybody may have said the rest. */
  private HelloOrigin origin(Channel channel, String peer, HelloFault fault) {
    boolean peers = fault.isProven() || shared.provedFrom(peer, channel);
    return peers ? HelloOrigin.ADDRESS : HelloOrigin.CLAIMED;
  }
}
