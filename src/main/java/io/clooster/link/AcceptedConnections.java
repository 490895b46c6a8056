// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that is made to us. */
public final class AcceptedConnections extends DefaultChannelHandlerFactory {
  private final Lobby lobby = new Lobby();
  private final Links links;
  private final PeerAddresses addresses;
  private final Rejections rejections;
  private final Hints hints = new Hints(System::nanoTime);

  public AcceptedConnections(Links links, PeerAddresses addresses, Rejections rejections) {
    this.links = links;
    this.addresses = addresses;
    this.rejections = rejections;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new AcceptedConnection(links, lobby, addresses, rejections, hints);
  }
}
