// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.netty.channel.ChannelHandlerContext;

/**
 * A connection that someone made to us: from the peer's address, and with a place among the pending
 * connections.
 */
final class Protocol1AcceptedConnection extends Protocol1Connection {
  private static final String UNKNOWN = "unknown IP address";
  private static final String CONNECTED = "the other server is already connected";

  private final Links links;
  private final PendingConnections pending;
  private final PeerAddresses addresses;
  private final Rejections rejections;
  private final Hints hints;

  Protocol1AcceptedConnection(
      Links links,
      PendingConnections pending,
      PeerAddresses addresses,
      Rejections rejections,
      Hints hints) {
    super(addresses.peer(), links);
    this.links = links;
    this.pending = pending;
    this.addresses = addresses;
    this.rejections = rejections;
    this.hints = hints;
  }

  /**
   * Nothing is read before our hello is out: a peer whose hello is wrong is to learn from ours that
   * the keys differ, not just to be hung up on.
   */
  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    ctx.channel().config().setAutoRead(false);
    super.channelActive(ctx);
    if (links.ended()) {
      dismiss(ctx, "we stop");
    } else if (addresses.mayBePeer(source(ctx))) {
      pending.enter(
          ctx.channel(),
          () -> reject(ctx, HelloFault.BROKEN, "too many connections without a hello"));
      ctx.fireChannelRead(new Notice.Greeting());
    } else {
      ctx.fireChannelRead(new Notice.Stranger());
      reject(ctx, HelloFault.BROKEN, UNKNOWN);
    }
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

  @Override
  protected void unproven(ChannelHandlerContext ctx, HelloFault fault, String reason) {
    boolean news = fault != HelloFault.BROKEN;
    String shown = links.any() && !news && !reason.equals(UNKNOWN) ? CONNECTED : reason;
    rejections.add(source(ctx), shown);
    if (news) {
      Event.HelloFailed failed =
          helloFailed(fault, source(ctx).getHostAddress() + told(fault, reason));
      if (hints.allow(failed)) {
        tell(ctx, failed);
      }
    }
  }

  private static String told(HelloFault fault, String reason) {
    return fault == HelloFault.WRONG_KEY ? " shows a " + reason : ": " + reason;
  }
}
