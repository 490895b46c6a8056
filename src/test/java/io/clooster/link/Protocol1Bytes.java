// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.config.Secret;
import io.clooster.failover.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The bytes of protocol 1, as the original sends them, and channels to send them over. */
final class Protocol1Bytes {
  /**
   * {@code HMAC-SHA256} of the names {@code srv1.test} and {@code srv2.test} by {@code fancy_key}.
   */
  static final byte[] SRV1 =
      HexFormat.of().parseHex("931f70e5c313dff19251ef52f7686ee75c36c86f7d7aeba89c6e2382662a237b");

  static final byte[] SRV2 =
      HexFormat.of().parseHex("7a134de0a3e9d8a9f8b5a1225a0adc97d0c3d94216743d0d0ece4f914dc66733");

  static final String PEER = "srv2.test";
  static final Secret KEY = new Secret("fancy_key");

  private Protocol1Bytes() {}

  /** What the peer sends who lives through {@code names} keep-alives. */
  static byte[] helloAndNames(int names) {
    return joined(SRV2, PEER.repeat(names).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Stream.of(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static Protocol1Codec codec() {
    return new Protocol1Codec(new Protocol1Hello(PEER, KEY), PEER);
  }

  /** A connection with this other end. */
  static EmbeddedChannel from(String address, ChannelHandler... handlers) {
    EmbeddedChannel channel =
        new EmbeddedChannel() {
          @Override
          protected SocketAddress remoteAddress0() {
            try {
              return new InetSocketAddress(InetAddress.getAllByName(address)[0], 40_000);
            } catch (java.net.UnknownHostException e) {
              throw new IllegalArgumentException(address, e);
            }
          }
        };
    // From here on only the test moves its time.
    channel.freezeTime();
    channel.pipeline().addLast(handlers);
    channel.pipeline().fireChannelActive();
    return channel;
  }

  /** Sends the bytes cut into pieces of these lengths; the last piece is what is left. */
  static void send(EmbeddedChannel channel, byte[] bytes, List<Integer> lengths) {
    int from = 0;
    for (int length : lengths) {
      int to = Math.min(bytes.length, from + length);
      send(channel, Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    send(channel, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  static void send(EmbeddedChannel channel, byte[] piece) {
    ByteBuf buffer = Unpooled.copiedBuffer(piece);
    channel.writeInbound(buffer);
  }

  /** The events among what came out. */
  static List<Event> events(EmbeddedChannel channel) {
    return received(channel, Object.class).stream()
        .filter(Event.class::isInstance)
        .map(Event.class::cast)
        .toList();
  }

  /** What came out at the routes' end so far. */
  static <T> List<T> received(EmbeddedChannel channel, Class<T> kind) {
    return Stream.<Object>generate(channel::readInbound)
        .takeWhile(message -> message != null)
        .map(kind::cast)
        .toList();
  }
}
