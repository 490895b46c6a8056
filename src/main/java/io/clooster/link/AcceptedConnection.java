// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that someone made to us: from the peer's address, and with a place in the lobby. */
final class AcceptedConnection extends Connection {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedConnection.class);

  private static final String UNKNOWN = "unknown IP address";
  private static final String CONNECTED = "the other server is already connected";

  private final Links links;
  private final Lobby lobby;
  private final PeerAddresses addresses;

  AcceptedConnection(Links links, Lobby lobby, PeerAddresses addresses) {
    super(links);
    this.links = links;
    this.lobby = lobby;
    this.addresses = addresses;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    if (addresses.mayBePeer(source(ctx))) {
      lobby.enter(ctx.channel(), () -> refuse(ctx, false, "too many connections without a hello"));
      ctx.fireChannelRead(new Notice.Greeting());
    } else {
      ctx.fireChannelRead(new Notice.Stranger());
      refuse(ctx, false, UNKNOWN);
    }
  }

  @Override
  void tell(ChannelHandlerContext ctx, Event event) {
    ctx.fireChannelRead(event);
  }

  @Override
  void proven(ChannelHandlerContext ctx) {
    lobby.leave(ctx.channel());
  }

  @Override
  void unproven(ChannelHandlerContext ctx, boolean wrongHello, String reason) {
    String shown = links.any() && !wrongHello && !reason.equals(UNKNOWN) ? CONNECTED : reason;
    LOG.warn("Rejecting client {} ({})", source(ctx).getHostAddress(), shown);
    if (wrongHello) {
      tell(ctx, new Event.HelloFailed(true, source(ctx).getHostAddress() + " shows a " + reason));
    }
  }

  private static InetAddress source(ChannelHandlerContext ctx) {
    return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
  }
}
