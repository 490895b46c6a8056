// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of a test. At its end each is closed, and the bytes that its decoder still holds are
 * released; else Netty reports a leak in the log of whichever test happens to run when they are
 * collected.
 */
public final class TestChannels implements AutoCloseable {
  private final List<EmbeddedChannel> opened = new ArrayList<>();

  /** A new channel with these handlers. */
  public EmbeddedChannel open(ChannelHandler... handlers) {
    return opened(new EmbeddedChannel(handlers));
  }

  /** That channel, to be closed with the others. */
  public EmbeddedChannel opened(EmbeddedChannel channel) {
    opened.add(channel);
    return channel;
  }

  @Override
  public void close() {
    opened.forEach(TestChannels::end);
    opened.clear();
  }

  /** Not finish(): that throws what the test has sent on its way on purpose. */
  private static void end(EmbeddedChannel channel) {
    channel.close();
    channel.releaseInbound();
    channel.releaseOutbound();
  }
}
