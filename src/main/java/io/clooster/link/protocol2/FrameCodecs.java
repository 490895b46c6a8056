// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.netty.channel.ChannelHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Makes each connection its {@link FrameCodec}. */
public final class FrameCodecs extends DefaultChannelHandlerFactory {
  @Override
  public ChannelHandler newChannelHandler() {
    return new FrameCodec();
  }
}
