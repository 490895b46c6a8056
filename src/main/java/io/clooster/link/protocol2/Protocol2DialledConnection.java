// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.call.FailureText;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.link.DialFailure;
import io.clooster.link.DialOutcome;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection that we made to a peer. A netty producer passes on nothing that the other side sends
 * unasked, so the events go straight to {@code routes}.
 */
final class Protocol2DialledConnection extends Protocol2Connection {
  private final String peer;
  private final DialOutcome outcome;
  private final Consumer<List<Event>> routes;

  /** {@code outcome} learns what became of the connection. */
  Protocol2DialledConnection(
      String peer, Protocol2Links shared, DialOutcome outcome, Consumer<List<Event>> routes) {
    super(shared);
    this.peer = peer;
    this.outcome = outcome;
    this.routes = routes;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    tell(ctx, new Event.ConnectAccepted(peer));
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
  protected void pass(ChannelHandlerContext ctx, Event event) {
    routes.accept(List.of(event));
  }

  @Override
  String noTls(Throwable cause) {
    return FailureText.of(cause);
  }

  @Override
  protected void proven(ChannelHandlerContext ctx) {
    outcome.proved(ctx.channel());
  }

  @Override
  protected void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    outcome.unproven(ctx.channel());
    tell(
        ctx,
        new Event.HelloFailed(
            peer,
            fault,
            HelloOrigin.DIALLED,
            DialFailure.after(ctx.channel().remoteAddress(), reason)));
  }
}
