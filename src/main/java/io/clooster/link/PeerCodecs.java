// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.config.Config;
import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Makes each connection its {@link PeerCodec}. */
public final class PeerCodecs extends DefaultChannelHandlerFactory {
  private final Hello expected;
  private final String name;

  public PeerCodecs(Config config) {
    this.name = config.otherServer();
    this.expected = new Hello(name, config.key());
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new PeerCodec(expected, name);
  }
}
