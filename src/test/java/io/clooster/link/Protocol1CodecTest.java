// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static io.clooster.link.Protocol1Bytes.PEER;
import static io.clooster.link.Protocol1Bytes.SRV1;
import static io.clooster.link.Protocol1Bytes.SRV2;
import static io.clooster.link.Protocol1Message.GARBAGE;
import static io.clooster.link.Protocol1Message.HELLO;
import static io.clooster.link.Protocol1Message.NAME;
import static io.clooster.link.Protocol1Message.WRONG_HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.TestChannels;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class Protocol1CodecTest {
  @AutoClose private final TestChannels channels = new TestChannels();
  private final EmbeddedChannel channel = channels.open(Protocol1Bytes.codec());

  @Test
  void theHelloIsTheOriginals() {
    assertThat(new Protocol1Hello("srv1.test", Protocol1Bytes.KEY).bytes()).isEqualTo(SRV1);
    assertThat(new Protocol1Hello("srv2.test", Protocol1Bytes.KEY).bytes()).isEqualTo(SRV2);
  }

  @Test
  void nobodyCanChangeTheHello() {
    // Given
    Protocol1Hello hello = new Protocol1Hello(PEER, Protocol1Bytes.KEY);

    // When
    hello.bytes()[0]++;

    // Then
    assertThat(hello.matches(SRV2)).isTrue();
  }

  @Test
  void theWholeSessionMayBeCutInTwoAnywhere() {
    byte[] session = Protocol1Bytes.helloAndNames(2);
    for (int cut = 0; cut <= session.length; cut++) {
      EmbeddedChannel each = channels.open(Protocol1Bytes.codec());

      // When
      Protocol1Bytes.send(each, session, List.of(cut));

      // Then
      List<Protocol1Message> signs = Protocol1Bytes.received(each, Protocol1Message.class);
      assertThat(signs).as("cut at %s", cut).startsWith(HELLO).endsWith(NAME);
      assertThat(signs.subList(1, signs.size())).as("cut at %s", cut).containsOnly(NAME);
    }
  }

  @Test
  void theWholeSessionMayBeCutInThreeAnywhere() {
    byte[] session = Protocol1Bytes.helloAndNames(2);
    for (int first = 0; first <= session.length; first++) {
      for (int second = 0; first + second <= session.length; second++) {
        EmbeddedChannel each = channels.open(Protocol1Bytes.codec());

        // When
        Protocol1Bytes.send(each, session, List.of(first, second));

        // Then
        assertThat(Protocol1Bytes.received(each, Protocol1Message.class))
            .as("cut after %s and %s more", first, second)
            .startsWith(HELLO)
            .endsWith(NAME)
            .doesNotContain(GARBAGE, WRONG_HELLO);
      }
    }
  }

  @Test
  void byteByByteEachNameCounts() {
    // When
    byte[] session = Protocol1Bytes.helloAndNames(3);
    Protocol1Bytes.send(channel, session, Collections.nCopies(session.length, 1));

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class))
        .containsExactly(HELLO, NAME, NAME, NAME);
  }

  @Test
  void aNameThatIsNotWholeIsNoSignOfLife() {
    // When
    Protocol1Bytes.send(channel, Protocol1Bytes.helloAndNames(0));
    text("srv2.tes");
    List<Protocol1Message> before = Protocol1Bytes.received(channel, Protocol1Message.class);
    text("t");

    // Then
    assertThat(before).containsExactly(HELLO);
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class)).containsExactly(NAME);
  }

  @Test
  void aWrongHelloIsTheLastThingThatIsRead() {
    // When
    Protocol1Bytes.send(channel, SRV1);
    Protocol1Bytes.send(channel, Protocol1Bytes.helloAndNames(1));

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class))
        .containsExactly(WRONG_HELLO);
  }

  @Test
  void eachBitOfTheHelloCounts() {
    for (int bit = 0; bit < SRV2.length * 8; bit++) {
      EmbeddedChannel each = channels.open(Protocol1Bytes.codec());
      byte[] wrong = SRV2.clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);

      // When
      Protocol1Bytes.send(each, wrong);

      // Then
      assertThat(Protocol1Bytes.received(each, Protocol1Message.class))
          .as("bit %s", bit)
          .containsExactly(WRONG_HELLO);
    }
  }

  @Test
  void garbageAfterTheHelloIsTheLastThingThatIsRead() {
    // When
    Protocol1Bytes.send(
        channel, Protocol1Bytes.joined(Protocol1Bytes.helloAndNames(1), "srv3.test".getBytes(UTF)));
    text(PEER);

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class))
        .containsExactly(HELLO, GARBAGE);
  }

  @Test
  void aSecondHelloIsGarbage() {
    // When
    Protocol1Bytes.send(channel, Protocol1Bytes.joined(SRV2, SRV2));

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class))
        .containsExactly(HELLO, GARBAGE);
  }

  @Test
  void ofABrokenOffHelloNothingComes() {
    // When
    Protocol1Bytes.send(channel, new byte[31]);
    channel.close();

    // Then
    assertThat(Protocol1Bytes.received(channel, Protocol1Message.class)).isEmpty();
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private void text(String text) {
    Protocol1Bytes.send(channel, text.getBytes(UTF));
  }
}
