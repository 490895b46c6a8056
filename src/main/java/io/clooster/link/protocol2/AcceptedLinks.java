// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.link.Lobby;
import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that is made to us. */
public final class AcceptedLinks extends DefaultChannelHandlerFactory {
  private final Lobby lobby = new Lobby();
  private final PrivateLinks shared;

  public AcceptedLinks(PrivateLinks shared) {
    this.shared = shared;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new AcceptedLink(shared, lobby);
  }
}
