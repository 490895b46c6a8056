// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection that we made. A netty producer passes on nothing that the other side sends unasked,
 * so the events go straight to {@code routes}.
 */
final class DialledConnection extends PairConnection {
  private final ChannelGroup open;
  private final Consumer<List<Event>> routes;

  /** {@code open} learns of the connection as soon as there is one. */
  DialledConnection(String peer, Links links, ChannelGroup open, Consumer<List<Event>> routes) {
    super(peer, links);
    this.open = open;
    this.routes = routes;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    open.add(ctx.channel());
    super.channelActive(ctx);
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
  protected void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    tell(
        ctx,
        helloFailed(fault, "connected to " + ctx.channel().remoteAddress() + ", but: " + reason));
  }
}
