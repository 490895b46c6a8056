// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection that we made. A netty producer passes on nothing that the other side sends unasked,
 * so the events go straight to {@code routes}.
 */
final class Protocol1DialledConnection extends Protocol1Connection {
  private final DialOutcome outcome;
  private final Consumer<List<Event>> routes;

  /** {@code outcome} learns what became of the connection. */
  Protocol1DialledConnection(
      String peer, Links links, DialOutcome outcome, Consumer<List<Event>> routes) {
    super(peer, links);
    this.outcome = outcome;
    this.routes = routes;
  }

  @Override
  protected boolean dialled() {
    return true;
  }

  @Override
  protected void pass(ChannelHandlerContext ctx, Event event) {
    routes.accept(List.of(event));
  }

  @Override
  protected void proven(ChannelHandlerContext ctx) {
    outcome.proved(ctx.channel());
  }

  @Override
  protected void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    outcome.unproven(ctx.channel());
    tell(ctx, helloFailed(fault, DialFailure.after(ctx.channel().remoteAddress(), reason)));
  }
}
