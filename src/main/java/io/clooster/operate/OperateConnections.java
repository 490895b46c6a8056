// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.netty.channel.Channel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.apache.camel.component.netty.http.HttpServerInitializerFactory;
import org.apache.camel.component.netty.http.NettyHttpConsumer;

/**
 * The connections of those who ask for the state: a few at a time, each for a few seconds, whoever
 * holds them open.
 */
public final class OperateConnections extends HttpServerInitializerFactory {
  /** More than that are closed at once. */
  static final int MOST = 16;

  /** One over which nothing comes for so long is closed. */
  static final int SILENCE_SECONDS = 5;

  private final AtomicInteger open;

  /** None is open. */
  public OperateConnections() {
    this.open = new AtomicInteger();
  }

  private OperateConnections(NettyHttpConsumer consumer, AtomicInteger open) {
    super(consumer);
    this.open = open;
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer consumer) {
    return new OperateConnections((NettyHttpConsumer) consumer, open);
  }

  @Override
  protected void initChannel(Channel channel) throws Exception {
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    if (open.incrementAndGet() > MOST) {
      channel.close();
      return;
    }
    super.initChannel(channel);
    channel.pipeline().addFirst("silence", new ReadTimeoutHandler(SILENCE_SECONDS));
  }
}
