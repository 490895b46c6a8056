// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.link.Links;
import io.clooster.link.PendingConnections;
import io.clooster.link.Rejections;
import io.clooster.link.RoundTrips;
import io.clooster.testing.DialOutcomes;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/** A server of ours with the handlers that the routes use, on real sockets, without routes. */
final class Honest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final NioEventLoopGroup threads = new NioEventLoopGroup(2);
  private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup dialled = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final LinkSettings settings;
  private final LinkTls tls;
  private final Protocol2Links shared;
  private final Links links = new Links();
  private Channel listening;

  private Honest(LinkSettings settings, LinkTls tls) {
    this.settings = settings;
    this.tls = tls;
    this.shared = new Protocol2Links(settings, links, tls, events::addAll, new RoundTrips());
  }

  /** With a certificate of its own. */
  static Honest server(LinkSettings settings) {
    return new Honest(settings, Identities.of(settings.thisServer())).listen();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Connections that were made to it and are still open. */
  int accepted() {
    return accepted.size();
  }

  Links links() {
    return links;
  }

  Honest dial(String peer, int port) {
    new Bootstrap()
        .group(threads)
        .channel(NioSocketChannel.class)
        .handler(
            handlers(
                dialled,
                true,
                () ->
                    new Protocol2DialledConnection(
                        peer, shared, new DialOutcomes(), events::addAll)))
        .connect(InetAddress.getLoopbackAddress(), port)
        .addListener(
            (io.netty.channel.ChannelFuture done) ->
                done.channel().writeAndFlush(new Action.Connect(peer)));
    return this;
  }

  /** The next event, which must come and be of this kind; but for news of a connection made. */
  <E extends Event> E next(Class<E> kind) throws InterruptedException {
    Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (event instanceof Event.ConnectAccepted) {
      event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    if (!kind.isInstance(event)) {
      throw new AssertionError(
          "not a " + kind.getSimpleName() + " came to " + settings.thisServer() + " but " + event);
    }
    return kind.cast(event);
  }

  /** What has come so far. */
  List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Waits until the last connection that was made to it has ended. */
  void awaitAlone() {
    await().atMost(PATIENCE).until(accepted::isEmpty);
  }

  private Honest listen() {
    PendingConnections pending = new PendingConnections();
    listening =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(io.netty.channel.ChannelOption.SO_BACKLOG, 1024)
            .childHandler(
                handlers(
                    accepted,
                    false,
                    () -> new Protocol2AcceptedConnection(shared, pending, new Rejections())))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    return this;
  }

  private ChannelInitializer<Channel> handlers(
      ChannelGroup group, boolean client, java.util.function.Supplier<ChannelHandler> link) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) throws Exception {
        group.add(channel);
        SSLEngine engine = tls.createSSLContext(null).createSSLEngine();
        engine.setUseClientMode(client);
        engine.setNeedClientAuth(true);
        channel.pipeline().addLast(new SslHandler(engine), new FrameCodec(), link.get());
        channel
            .pipeline()
            .addLast(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelRead(ChannelHandlerContext ctx, Object event) {
                    events.add((Event) event);
                  }
                });
      }
    };
  }
}
