// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.Mapping;
import io.clooster.config.Secret;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Report;
import io.clooster.link.Links;
import io.clooster.link.Rejections;
import io.clooster.link.RoundTrips;
import io.clooster.link.protocol2.Protocol2AcceptedConnections;
import io.clooster.link.protocol2.FrameCodecs;
import io.clooster.link.protocol2.LinkKey;
import io.clooster.link.protocol2.LinkSettings;
import io.clooster.link.protocol2.LinkTls;
import io.clooster.link.protocol2.Protocol2Links;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Many servers in one process: each listens at an address of its own, 127.77.x.y, proves its name, and
 * sends a report a second, as a member of a group does that sees all others. It uses Clooster's own
 * handlers, without Camel and without a decision. They share one certificate. Arguments: state
 * directory, port, how many.
 */
final class Peers {
  static final String MEASURED = "measured.example.com";
  static final String SECRET = "no secret, a benchmark";
  static final String KEY = "bench";

  private final List<String> servers;
  private final int port;
  private final LinkTls tls;
  private final SSLContext context;
  private final NioEventLoopGroup thread = new NioEventLoopGroup(1);
  private final AtomicInteger linked = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  private Peers(String directory, int port, int count) throws Exception {
    this.servers = servers(count);
    this.port = port;
    this.tls = new LinkTls(directory);
    this.context = tls.createSSLContext(null);
  }

  /** The group: so many peers, and last the one that is measured. */
  static List<String> servers(int peers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      names.add("peer%03d.example.com".formatted(i));
    }
    names.add(MEASURED);
    return names;
  }

  static String address(int peer) {
    return "127.77." + peer / 200 + "." + (1 + peer % 200);
  }

  /** Says {@code ready}; then, for each line that it reads, how many are linked, what was sent and received. */
  public static void main(String[] args) throws Exception {
    Peers peers = new Peers(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    for (int i = 0; i < peers.servers.size() - 1; i++) {
      peers.listen(i);
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      System.out.println(peers.linked + " " + peers.sent + " " + peers.received);
    }
    System.exit(0);
  }

  private void listen(int number) throws InterruptedException {
    String name = servers.get(number);
    LinkSettings settings = new LinkSettings(name, servers, List.of(Pair.RECORD, Mapping.claimBeside(Pair.RECORD)),
        List.of(new LinkKey(KEY, new Secret(SECRET))));
    Protocol2AcceptedConnections links = new Protocol2AcceptedConnections(new Protocol2Links(settings, new Links(), tls,
        signs -> received.addAndGet(signs.size()), new RoundTrips()), new Rejections());
    new ServerBootstrap()
        .group(thread)
        .channel(NioServerSocketChannel.class)
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setNeedClientAuth(true);
            channel.pipeline().addLast(new SslHandler(engine), new FrameCodecs().newChannelHandler(),
                links.newChannelHandler(), new Peer(name));
          }
        })
        .bind(address(number), port)
        .sync();
  }

  /** The decision of one peer, as far as it is needed. */
  private final class Peer extends ChannelInboundHandlerAdapter {
    private final Set<String> sees;
    private long sequence;

    Peer(String name) {
      sees = new HashSet<>(servers);
      sees.remove(name);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Event.LinkOpened opened) {
        linked.incrementAndGet();
        report(ctx, opened.link());
        ctx.executor().scheduleAtFixedRate(() -> report(ctx, opened.link()),
            ThreadLocalRandom.current().nextInt(1000), 1000, TimeUnit.MILLISECONDS);
      } else if (event instanceof Event.Reported) {
        received.incrementAndGet();
      } else {
        System.err.println(event);
      }
    }

    private void report(ChannelHandlerContext ctx, long link) {
      if (ctx.channel().isActive()) {
        sent.incrementAndGet();
        Report report = new Report(++sequence, true, sees, servers.get(0), 0);
        ctx.channel().writeAndFlush(new Action.SendReport(link, report));
      }
    }
  }
}
