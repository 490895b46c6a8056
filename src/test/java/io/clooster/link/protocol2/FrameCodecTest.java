// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.testing.TestChannels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
  @AutoClose private final TestChannels channels = new TestChannels();

  @AfterTry
  void release() {
    channels.close();
  }

  private static final Frame FIRST = new Frame(MessageType.HELLO, "{\"a\":\"\u00e4\"}");
  private static final Frame SECOND = new Frame(MessageType.LEAVE, "{}");

  @Test
  void aFrameIsLengthTypeAndText() {
    // When
    byte[] bytes = bytes(new Frame(MessageType.STATE, "{}"));

    // Then
    assertThat(bytes).containsExactly(0, 3, 5, '{', '}');
  }

  @Test
  void whereverItIsCutATalkIsUnderstood() {
    byte[] talk = joined(bytes(FIRST), new byte[] {0, 2, 99, 'x'}, bytes(SECOND), bytes(FIRST));
    for (int first = 0; first <= talk.length; first++) {
      for (int second = first; second <= talk.length; second++) {
        EmbeddedChannel channel = channel();

        // When
        send(channel, Arrays.copyOfRange(talk, 0, first));
        send(channel, Arrays.copyOfRange(talk, first, second));
        send(channel, Arrays.copyOfRange(talk, second, talk.length));

        // Then
        assertThat(received(channel))
            .as("cut after %s and %s", first, second)
            .containsExactly(FIRST, SECOND, FIRST);
      }
    }
  }

  @Test
  void theLongestFrameFitsAndALongerOneIsRefused() {
    // Given
    String text = "x".repeat(Frame.LONGEST - 1);
    EmbeddedChannel channel = channel();

    // When
    send(channel, bytes(new Frame(MessageType.NAMES, text)));

    // Then
    assertThat(received(channel)).containsExactly(new Frame(MessageType.NAMES, text));
    assertThatThrownBy(() -> bytes(new Frame(MessageType.NAMES, text + "x")))
        .hasRootCauseMessage("a names of 4097 bytes is too long for a frame");
    assertThatThrownBy(() -> send(channel, new byte[] {0x10, 0x01}))
        .hasRootCauseMessage("a frame of 4097 bytes; 1 to 4096 are possible")
        .hasRootCauseInstanceOf(ProtocolException.class);
  }

  @Test
  void aFrameOfNothingIsGarbageAndTheLastThingThatIsRead() {
    // Given
    EmbeddedChannel channel = channel();

    // Then
    assertThatThrownBy(() -> send(channel, joined(new byte[2], bytes(FIRST))))
        .hasRootCauseInstanceOf(ProtocolException.class);
    send(channel, bytes(FIRST));
    assertThat(received(channel)).isEmpty();
  }

  @Test
  void whatIsNotUtf8IsGarbage() {
    // Given
    EmbeddedChannel channel = channel();

    // Then
    assertThatThrownBy(() -> send(channel, new byte[] {0, 3, 1, (byte) 0xc0, (byte) 0x80}))
        .hasRootCauseMessage("a hello that is not UTF-8");
  }

  @Property(tries = 1_000)
  void garbageIsNeverKeptAndNeverAnythingElse(
      @ForAll @Size(max = 9_000) byte[] garbage,
      @ForAll @Size(max = 20) List<@IntRange(max = 1_500) Integer> lengths) {
    // Given
    FrameCodec codec = new FrameCodec();
    EmbeddedChannel channel = channels.open(codec);
    ByteBuf all = Unpooled.wrappedBuffer(garbage);

    // When
    for (int length : lengths) {
      sendQuietly(channel, take(all, length));
      assertThat(codec.kept()).isLessThan(Frame.LONGEST + 2);
    }
    sendQuietly(channel, take(all, garbage.length));

    // Then
    for (Frame frame : received(channel)) {
      assertThat(frame.text().length()).isLessThan(Frame.LONGEST);
      readQuietly(frame);
    }
  }

  /** Bytes that look like frames, so that the readers of messages get their share of nonsense. */
  @Property(tries = 2_000)
  void nonsenseInFramesIsGarbageAndNothingElse(
      @ForAll @IntRange(min = 1, max = 6) int type, @ForAll("nonsense") String text) {
    readQuietly(new Frame(MessageType.of(type), text));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> nonsense() {
    List<String> words =
        List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"versions\"",
            "\"name\"",
            "\"nonce\"",
            "\"keys\"",
            "\"list\"",
            "\"of\"",
            "\"names\"",
            "\"servers\"",
            "\"sees\"",
            "\"sequence\"",
            "\"epoch\"",
            "\"holder\"",
            "\"told\"",
            "\"run\"",
            "\"srv1.test-7\"",
            "\"c0\"",
            "\"ff\"",
            "\"reason\"",
            "\"back_within\"",
            "\"code\"",
            "\"mac\"",
            "1",
            "-1",
            "1e9",
            "99999999999999999999",
            "0.5",
            "true",
            "null",
            "\"srv1.test\"",
            "\"\\u0000\"",
            "\"\"",
            "[[[[[[[[[[[[[[[[[[",
            "NaN");
    return net.jqwik.api.Arbitraries.of(words)
        .list()
        .ofMaxSize(25)
        .map(list -> String.join("", list));
  }

  private static void readQuietly(Frame frame) {
    try {
      switch (frame.type()) {
        case HELLO -> Protocol2Hello.read(frame);
        case PROOF -> Proof.read(frame);
        case REFUSE -> Refusal.read(frame);
        case NAMES -> NamesMessage.read(frame);
        case STATE -> new ReportReader(List.of("a", "b"), false).read(frame);
        case LEAVE -> LeaveMessage.read(frame);
        case ORDER -> OrderMessage.read(frame);
        case ANSWER -> AnswerMessage.read(frame);
        case PING, PONG -> PingMessage.read(frame, frame.type());
      }
    } catch (ProtocolException e) {
      assertThat(e).hasMessageStartingWith("a");
    }
  }

  private EmbeddedChannel channel() {
    return channels.open(new FrameCodec());
  }

  static byte[] bytes(Frame frame) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameCodec());
    channel.writeOutbound(frame);
    ByteBuf out = channel.readOutbound();
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    out.release();
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuf all = Unpooled.wrappedBuffer(parts);
    byte[] bytes = new byte[all.readableBytes()];
    all.readBytes(bytes);
    return bytes;
  }

  private static void send(EmbeddedChannel channel, byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  private static void sendQuietly(EmbeddedChannel channel, byte[] bytes) {
    try {
      send(channel, bytes);
    } catch (io.netty.handler.codec.DecoderException e) {
      assertThat(e).hasRootCauseInstanceOf(ProtocolException.class);
    }
  }

  private static byte[] take(ByteBuf bytes, int count) {
    byte[] taken = new byte[Math.min(count, bytes.readableBytes())];
    bytes.readBytes(taken);
    return taken;
  }

  private static List<Frame> received(EmbeddedChannel channel) {
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      frames.add(frame);
    }
    return frames;
  }

  @Test
  void textsAreUtf8() {
    assertThat(new String(bytes(FIRST), 3, 9, UTF_8)).isEqualTo(FIRST.text().substring(0, 8));
  }
}
