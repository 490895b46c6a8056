// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.config.Config;
import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Makes each connection its {@link Protocol1Codec}. */
public final class Protocol1Codecs extends DefaultChannelHandlerFactory {
  private final Protocol1Hello expected;
  private final String name;

  public Protocol1Codecs(Config config) {
    this.name = config.otherServer();
    this.expected = new Protocol1Hello(name, config.key());
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new Protocol1Codec(expected, name);
  }
}
