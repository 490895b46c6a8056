// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.link.Lobby;
import io.clooster.link.Rejections;
import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that is made to us. */
public final class AcceptedLinks extends DefaultChannelHandlerFactory {
  private final Lobby lobby = new Lobby();
  private final PrivateLinks shared;
  private final Rejections rejections;

  public AcceptedLinks(PrivateLinks shared, Rejections rejections) {
    this.shared = shared;
    this.rejections = rejections;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new AcceptedLink(shared, lobby, rejections);
  }
}
