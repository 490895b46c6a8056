// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.nio.NioEventLoopGroup;

/**
 * The thread that accepts the connections of others. When it can't, as there are no descriptors
 * left, Netty pauses for a second, tries again, and would print a stack trace each time; here that
 * is {@linkplain AcceptFailures a line a minute}. The connections that there are live on.
 */
public class AcceptThread extends NioEventLoopGroup {
  public AcceptThread() {
    super(1);
  }

  @Override
  public ChannelFuture register(Channel channel) {
    ChannelFuture registered = super.register(channel);
    // Behind the handler that accepts and pauses, which Netty puts there by a task of this thread.
    registered.addListener(
        done ->
            channel.eventLoop().execute(() -> channel.pipeline().addLast(new AcceptFailures())));
    return registered;
  }
}
