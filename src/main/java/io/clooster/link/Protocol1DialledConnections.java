// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.Channel;
import io.netty.handler.codec.bytes.ByteArrayEncoder;

/** Makes each connection to the peer, protocol 1, and sends its events to a route. */
public final class Protocol1DialledConnections {
  private final String peer;
  private final PeerDialler dialler;
  private final Protocol1Codecs codecs;
  private final Links links;
  private final EventQueue events;

  public Protocol1DialledConnections(
      String peer, PeerDialler dialler, Protocol1Codecs codecs, Links links, EventQueue events) {
    this.peer = peer;
    this.dialler = dialler;
    this.codecs = codecs;
    this.links = links;
    this.events = events;
  }

  /** Makes one, in place of the one before; our hello has to be written to it next. */
  public Channel connect() throws ConnectFailure {
    return dialler.connect(
        channel ->
            channel
                .pipeline()
                .addLast(
                    codecs.newChannelHandler(),
                    new Protocol1DialledConnection(peer, links, dialler, events),
                    new ByteArrayEncoder()));
  }
}
