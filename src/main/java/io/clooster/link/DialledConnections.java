// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.ChannelHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** Follows each connection that we make, and sends its events to a route. */
public final class DialledConnections extends DefaultChannelHandlerFactory {
  private static final int CLOSED_WITHIN_SECONDS = 1;

  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final String peer;
  private final Links links;
  private final EventQueue events;

  public DialledConnections(String peer, Links links, EventQueue events) {
    this.peer = peer;
    this.links = links;
    this.events = events;
  }

  /**
   * Ends what is left of earlier connections, and waits until it is gone. A netty producer writes
   * to its last connection as long as that is open, even if it is just being closed: the next hello
   * would go there and be lost.
   */
  public void closeEarlier() {
    open.close().awaitUninterruptibly(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new DialledConnection(peer, links, open, events);
  }
}
