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
public final class DialledLinks {
  private final String peer;
  private final PeerDialler dialler;
  private final LinkTls tls;
  private final PrivateLinks shared;
  private final EventQueue events;

  /** {@code host} is a name or an address; an IPv6 address may stand in brackets. */
  public DialledLinks(
      String peer,
      String host,
      int port,
      EventLoopGroup threads,
      LinkTls tls,
      PrivateLinks shared,
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
                  encrypted(), new FrameCodec(), new DialledLink(peer, shared, dialler, events));
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
