// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PeerCodecPropertiesTest {

  @Property(tries = 500)
  void howeverItIsCutASessionIsUnderstood(
      @ForAll @IntRange(max = 8) int names,
      @ForAll @Size(max = 40) List<@IntRange(max = 40) Integer> lengths) {
    EmbeddedChannel channel = new EmbeddedChannel(Wire.codec());

    // When
    Wire.send(channel, Wire.helloAndNames(names), lengths);

    // Then
    List<PeerSign> signs = Wire.received(channel, PeerSign.class);
    assertThat(signs).startsWith(PeerSign.HELLO);
    assertThat(signs.subList(1, signs.size()))
        .hasSizeBetween(names == 0 ? 0 : 1, names)
        .allMatch(sign -> sign == PeerSign.NAME);
  }

  @Property(tries = 500)
  void garbageInsteadOfAHelloIsNeverBelievedAndNeverKept(
      @ForAll @Size(max = 3_000) byte[] garbage,
      @ForAll @Size(max = 20) List<@IntRange(max = 300) Integer> lengths) {
    PeerCodec codec = Wire.codec();
    EmbeddedChannel channel = new EmbeddedChannel(codec);

    // When
    sendWatched(channel, codec, garbage, lengths);

    // Then
    assertThat(Wire.received(channel, PeerSign.class))
        .isEqualTo(garbage.length < 32 ? List.of() : List.of(refusal(garbage)));
  }

  /** Chance may begin as TLS does: a handshake record of version 3.x (RFC 8446, 5.1). */
  private static PeerSign refusal(byte[] garbage) {
    return garbage[0] == 22 && garbage[1] == 3 ? PeerSign.TLS : PeerSign.WRONG_HELLO;
  }

  @Property(tries = 50)
  void whatBeginsAsTlsIsSaidSo(@ForAll @Size(min = 30, max = 3_000) byte[] rest) {
    PeerCodec codec = Wire.codec();
    EmbeddedChannel channel = new EmbeddedChannel(codec);

    // When
    sendWatched(channel, codec, Wire.joined(new byte[] {22, 3}, rest), List.of());

    // Then
    assertThat(Wire.received(channel, PeerSign.class)).containsExactly(PeerSign.TLS);
  }

  @Property(tries = 500)
  void garbageAfterTheHelloIsSaidOnceAndNeverKept(
      @ForAll @Size(max = 3_000) byte[] garbage,
      @ForAll @Size(max = 20) List<@IntRange(max = 300) Integer> lengths) {
    PeerCodec codec = Wire.codec();
    EmbeddedChannel channel = new EmbeddedChannel(codec);

    // When
    sendWatched(channel, codec, Wire.joined(Wire.SRV2, garbage), lengths);

    // Then
    byte[] names =
        Wire.PEER.repeat(garbage.length / 9 + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    boolean onlyNames = Arrays.equals(garbage, Arrays.copyOf(names, garbage.length));
    List<PeerSign> signs = Wire.received(channel, PeerSign.class);
    assertThat(signs).startsWith(PeerSign.HELLO).doesNotContain(PeerSign.WRONG_HELLO);
    assertThat(signs.stream().filter(sign -> sign == PeerSign.GARBAGE)).hasSize(onlyNames ? 0 : 1);
  }

  /** After each piece the codec holds no more than an unfinished hello. */
  private static void sendWatched(
      EmbeddedChannel channel, PeerCodec codec, byte[] bytes, List<Integer> lengths) {
    ByteBuf all = Unpooled.wrappedBuffer(bytes);
    for (int length : lengths) {
      Wire.send(channel, take(all, length));
      assertThat(codec.kept()).isLessThan(Hello.LENGTH);
    }
    Wire.send(channel, take(all, bytes.length));
    assertThat(codec.kept()).isLessThan(Hello.LENGTH);
  }

  private static byte[] take(ByteBuf bytes, int count) {
    byte[] taken = new byte[Math.min(count, bytes.readableBytes())];
    bytes.readBytes(taken);
    return taken;
  }
}
