// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that is made to us. */
public final class AcceptedConnections extends DefaultChannelHandlerFactory {
  private final Lobby lobby = new Lobby();
  private final Links links;
  private final PeerAddresses addresses;

  public AcceptedConnections(Links links, PeerAddresses addresses) {
    this.links = links;
    this.addresses = addresses;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new AcceptedConnection(links, lobby, addresses);
  }
}
