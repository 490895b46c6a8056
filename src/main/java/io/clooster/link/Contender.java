// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/** Waits for a connection to be there, and makes way for the handlers that it gets then. */
final class Contender extends ChannelInboundHandlerAdapter {
  private final Consumer<Channel> connected;

  Contender(Consumer<Channel> connected) {
    this.connected = connected;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connected.accept(ctx.channel());
    ctx.pipeline().remove(this);
    if (ctx.channel().isActive()) {
      ctx.pipeline().fireChannelActive();
    }
  }
}
