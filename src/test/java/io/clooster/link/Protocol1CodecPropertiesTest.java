// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.TestChannels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;

class Protocol1CodecPropertiesTest {
  private final TestChannels channels = new TestChannels();

  @AfterTry
  void release() {
    channels.close();
  }

  @Property(tries = 500)
  void howeverItIsCutASessionIsUnderstood(
      @ForAll @IntRange(max = 8) int names,
      @ForAll @Size(max = 40) List<@IntRange(max = 40) Integer> lengths) {
    EmbeddedChannel channel = channels.open(Protocol1Bytes.codec());

    // When
    Protocol1Bytes.send(channel, Protocol1Bytes.helloAndNames(names), lengths);

    // Then
    List<Protocol1Message> signs = Protocol1Bytes.received(channel, Protocol1Message.class);
    assertThat(signs).startsWith(Protocol1Message.HELLO);
    assertThat(signs.subList(1, signs.size()))
        .hasSizeBetween(names == 0 ? 0 : 1, names)
        .allMatch(sign -> sign == Protocol1Message.NAME);
  }

  @Property(tries = 500)
  void garbageInsteadOfAHelloIsNeverBelievedAndNeverKept(
      @ForAll @Size(max = 3_000) byte[] garbage,
      @ForAll @Size(max = 20) List<@IntRange(max = 300) Integer> lengths) {
    Protocol1Codec codec = Protocol1Bytes.codec();
    EmbeddedChannel channel = channels.open(codec);

    // When
    sendWatched(channel, codec, garbage, lengths);

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class))
        .isEqualTo(garbage.length < 32 ? List.of() : List.of(refusal(garbage)));
  }

  /** Chance may begin as TLS does: a handshake record of version 3.x (RFC 8446, 5.1). */
  private static Protocol1Message refusal(byte[] garbage) {
    return garbage[0] == 22 && garbage[1] == 3
        ? Protocol1Message.TLS
        : Protocol1Message.WRONG_HELLO;
  }

  @Property(tries = 50)
  void whatBeginsAsTlsIsSaidSo(@ForAll @Size(min = 30, max = 3_000) byte[] rest) {
    Protocol1Codec codec = Protocol1Bytes.codec();
    EmbeddedChannel channel = channels.open(codec);

    // When
    sendWatched(channel, codec, Protocol1Bytes.joined(new byte[] {22, 3}, rest), List.of());

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class))
        .containsExactly(Protocol1Message.TLS);
  }

  @Property(tries = 500)
  void garbageAfterTheHelloIsSaidOnceAndNeverKept(
      @ForAll @Size(max = 3_000) byte[] garbage,
      @ForAll @Size(max = 20) List<@IntRange(max = 300) Integer> lengths) {
    Protocol1Codec codec = Protocol1Bytes.codec();
    EmbeddedChannel channel = channels.open(codec);

    // When
    sendWatched(channel, codec, Protocol1Bytes.joined(Protocol1Bytes.SRV2, garbage), lengths);

    // Then
    byte[] names =
        Protocol1Bytes.PEER
            .repeat(garbage.length / 9 + 1)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    boolean onlyNames = Arrays.equals(garbage, Arrays.copyOf(names, garbage.length));
    List<Protocol1Message> signs = Protocol1Bytes.received(channel, Protocol1Message.class);
    assertThat(signs)
        .startsWith(Protocol1Message.HELLO)
        .doesNotContain(Protocol1Message.WRONG_HELLO);
    assertThat(signs.stream().filter(sign -> sign == Protocol1Message.GARBAGE))
        .hasSize(onlyNames ? 0 : 1);
  }

  /** After each piece the codec holds no more than an unfinished hello. */
  private static void sendWatched(
      EmbeddedChannel channel, Protocol1Codec codec, byte[] bytes, List<Integer> lengths) {
    ByteBuf all = Unpooled.wrappedBuffer(bytes);
    for (int length : lengths) {
      Protocol1Bytes.send(channel, take(all, length));
      assertThat(codec.kept()).isLessThan(Protocol1Hello.LENGTH);
    }
    Protocol1Bytes.send(channel, take(all, bytes.length));
    assertThat(codec.kept()).isLessThan(Protocol1Hello.LENGTH);
  }

  private static byte[] take(ByteBuf bytes, int count) {
    byte[] taken = new byte[Math.min(count, bytes.readableBytes())];
    bytes.readBytes(taken);
    return taken;
  }
}
