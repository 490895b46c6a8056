// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.link.ConnectFailure;
import io.clooster.link.EventQueue;
import io.clooster.link.PeerDialler;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;

/** Makes each connection to one peer, and sends its events to a route. */
public final class Protocol2DialledConnections {
  private final String peer;
  private final PeerDialler dialler;
  private final LinkTls tls;
  private final Protocol2Links shared;
  private final EventQueue events;

  /** {@code host} is a name or an address; an IPv6 address may stand in brackets. */
  public Protocol2DialledConnections(
      String peer,
      String host,
      int port,
      EventLoopGroup threads,
      LinkTls tls,
      Protocol2Links shared,
      EventQueue events) {
    this.peer = peer;
    this.dialler = new PeerDialler(host, port, threads);
    this.tls = tls;
    this.shared = shared;
    this.events = events;
  }

  /** Makes one, in place of the one before; the order to connect has to be written to it next. */
  public Channel connect() throws ConnectFailure {
    return dialler.connect(
        channel -> {
          channel
              .pipeline()
              .addLast(
                  encrypted(),
                  new FrameCodec(),
                  new Protocol2DialledConnection(peer, shared, dialler, events));
          channel.config().setAutoRead(true);
        });
  }

  private SslHandler encrypted() {
    try {
      SSLEngine engine = tls.createSSLContext(null).createSSLEngine();
      engine.setUseClientMode(true);
      return new SslHandler(engine);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
