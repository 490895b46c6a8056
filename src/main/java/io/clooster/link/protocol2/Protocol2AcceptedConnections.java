// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.link.PendingConnections;
import io.clooster.link.Rejections;
import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that is made to us. */
public final class Protocol2AcceptedConnections extends DefaultChannelHandlerFactory {
  private final PendingConnections pending = new PendingConnections();
  private final Protocol2Links shared;
  private final Rejections rejections;

  public Protocol2AcceptedConnections(Protocol2Links shared, Rejections rejections) {
    this.shared = shared;
    this.rejections = rejections;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new Protocol2AcceptedConnection(shared, pending, rejections);
  }
}
