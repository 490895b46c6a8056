// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.config.Config;
import io.clooster.failover.Event;
import io.netty.channel.ChannelHandler;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/**
 * What the netty endpoints of {@code routes/link.camel.yaml} put into their pipelines: each factory
 * makes one handler for each connection.
 */
public final class Protocol1 {
  /** Where the routes take the events of a connection that we dialled. */
  static final String DIALLED_EVENTS = "seda:events";

  private final Config config;
  private final CamelContext context;
  private final Links links;
  private final PeerAddresses addresses;

  public Protocol1(Config config, CamelContext context, Links links, PeerAddresses addresses) {
    this.config = config;
    this.context = context;
    this.links = links;
    this.addresses = addresses;
  }

  /** Understands the peer's bytes. */
  public ChannelHandlerFactory codec() {
    Hello expected = new Hello(config.otherServer(), config.key());
    return each(() -> new PeerCodec(expected, config.otherServer()));
  }

  /** Follows a connection that was made to us. */
  public ChannelHandlerFactory accepted() {
    Lobby lobby = new Lobby();
    return each(() -> new AcceptedConnection(links, lobby, addresses));
  }

  /** Follows a connection that we made. */
  public ChannelHandlerFactory dialled() {
    ProducerTemplate routes = context.createProducerTemplate();
    return each(
        () ->
            new DialledConnection(links, (Event event) -> routes.sendBody(DIALLED_EVENTS, event)));
  }

  private static ChannelHandlerFactory each(Supplier<ChannelHandler> handler) {
    return new DefaultChannelHandlerFactory() {
      @Override
      public ChannelHandler newChannelHandler() {
        return handler.get();
      }
    };
  }
}
