// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.call.PlainWords;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection that we made to a peer. A netty producer passes on nothing that the other side sends
 * unasked, so the events go straight to {@code routes}.
 */
final class DialledLink extends PrivateConnection {
  private final String peer;
  private final ChannelGroup open;
  private final Consumer<List<Event>> routes;

  /** {@code open} learns of the connection as soon as there is one. */
  DialledLink(String peer, PrivateLinks shared, ChannelGroup open, Consumer<List<Event>> routes) {
    super(shared);
    this.peer = peer;
    this.open = open;
    this.routes = routes;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    open.add(ctx.channel());
    super.channelActive(ctx);
  }

  @Override
  String dialledPeer() {
    return peer;
  }

  @Override
  protected boolean dialled() {
    return true;
  }

  @Override
  protected void tell(ChannelHandlerContext ctx, Event event) {
    routes.accept(List.of(event));
  }

  @Override
  String noTls(Throwable cause) {
    return PlainWords.of(cause);
  }

  @Override
  protected void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    tell(
        ctx,
        new Event.HelloFailed(
            peer,
            fault,
            HelloOrigin.DIALLED,
            "connected to " + ctx.channel().remoteAddress() + ", but: " + reason));
  }
}
