// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/** A connection of protocol 1: one hello proves it, the peer's name is its heartbeat. */
abstract class Protocol1Connection extends PeerConnection {
  private final String peer;
  private boolean justHeard;

  Protocol1Connection(String peer, Links links) {
    super(links);
    this.peer = peer;
  }

  /** Nothing is read before our hello is out: what follows from theirs must not overtake it. */
  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise sent)
      throws Exception {
    super.write(ctx, message, sent.unvoid());
    sent.addListener(done -> ctx.channel().config().setAutoRead(true));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch ((Protocol1Message) message) {
      case HELLO -> open(ctx, peer, null);
      case NAME -> onKeepAlive(ctx);
      case WRONG_HELLO -> reject(ctx, HelloFault.WRONG_KEY, "wrong key or server name");
      case TLS -> reject(ctx, HelloFault.OTHER_VERSION, "it speaks TLS, as protocol 2 does");
      case GARBAGE -> cut(ctx, "bytes that are no keep-alive");
    }
  }

  /** The event for a connection that ended unproven. */
  final Event.HelloFailed helloFailed(HelloFault fault, String reason) {
    return new Event.HelloFailed(
        peer, fault, dialled() ? HelloOrigin.DIALLED : HelloOrigin.ADDRESS, reason);
  }

  private void onKeepAlive(ChannelHandlerContext ctx) {
    Long link = link();
    if (link != null && !justHeard) {
      justHeard = true;
      ctx.executor().schedule(() -> justHeard = false, HEARD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      tell(ctx, new Event.Heard(link));
    }
  }
}
