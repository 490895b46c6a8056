// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that is made to us. */
public final class Protocol1AcceptedConnections extends DefaultChannelHandlerFactory {
  private final PendingConnections pending = new PendingConnections();
  private final Links links;
  private final PeerAddresses addresses;
  private final Rejections rejections;
  private final Hints hints = new Hints(System::nanoTime);

  public Protocol1AcceptedConnections(Links links, PeerAddresses addresses, Rejections rejections) {
    this.links = links;
    this.addresses = addresses;
    this.rejections = rejections;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new Protocol1AcceptedConnection(links, pending, addresses, rejections, hints);
  }
}
