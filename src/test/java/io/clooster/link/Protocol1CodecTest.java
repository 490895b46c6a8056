// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static io.clooster.link.Protocol1Message.GARBAGE;
import static io.clooster.link.Protocol1Message.HELLO;
import static io.clooster.link.Protocol1Message.NAME;
import static io.clooster.link.Protocol1Message.WRONG_HELLO;
import static io.clooster.link.Wire.PEER;
import static io.clooster.link.Wire.SRV1;
import static io.clooster.link.Wire.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class Protocol1CodecTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(Wire.codec());

  @Test
  void theHelloIsTheOriginals() {
    assertThat(new Protocol1Hello("srv1.test", Wire.KEY).bytes()).isEqualTo(SRV1);
    assertThat(new Protocol1Hello("srv2.test", Wire.KEY).bytes()).isEqualTo(SRV2);
  }

  @Test
  void nobodyCanChangeTheHello() {
    // Given
    Protocol1Hello hello = new Protocol1Hello(PEER, Wire.KEY);

    // When
    hello.bytes()[0]++;

    // Then
    assertThat(hello.matches(SRV2)).isTrue();
  }

  @Test
  void theWholeSessionMayBeCutInTwoAnywhere() {
    byte[] session = Wire.helloAndNames(2);
    for (int cut = 0; cut <= session.length; cut++) {
      EmbeddedChannel each = new EmbeddedChannel(Wire.codec());

      // When
      Wire.send(each, session, List.of(cut));

      // Then
      List<Protocol1Message> signs = Wire.received(each, Protocol1Message.class);
      assertThat(signs).as("cut at %s", cut).startsWith(HELLO).endsWith(NAME);
      assertThat(signs.subList(1, signs.size())).as("cut at %s", cut).containsOnly(NAME);
    }
  }

  @Test
  void theWholeSessionMayBeCutInThreeAnywhere() {
    byte[] session = Wire.helloAndNames(2);
    for (int first = 0; first <= session.length; first++) {
      for (int second = 0; first + second <= session.length; second++) {
        EmbeddedChannel each = new EmbeddedChannel(Wire.codec());

        // When
        Wire.send(each, session, List.of(first, second));

        // Then
        assertThat(Wire.received(each, Protocol1Message.class))
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
    byte[] session = Wire.helloAndNames(3);
    Wire.send(channel, session, Collections.nCopies(session.length, 1));

    // Then
    assertThat(Wire.received(channel, Protocol1Message.class))
        .containsExactly(HELLO, NAME, NAME, NAME);
  }

  @Test
  void aNameThatIsNotWholeIsNoSignOfLife() {
    // When
    Wire.send(channel, Wire.helloAndNames(0));
    text("srv2.tes");
    List<Protocol1Message> before = Wire.received(channel, Protocol1Message.class);
    text("t");

    // Then
    assertThat(before).containsExactly(HELLO);
    assertThat(Wire.received(channel, Protocol1Message.class)).containsExactly(NAME);
  }

  @Test
  void aWrongHelloIsTheLastThingThatIsRead() {
    // When
    Wire.send(channel, SRV1);
    Wire.send(channel, Wire.helloAndNames(1));

    // Then
    assertThat(Wire.received(channel, Protocol1Message.class)).containsExactly(WRONG_HELLO);
  }

  @Test
  void eachBitOfTheHelloCounts() {
    for (int bit = 0; bit < SRV2.length * 8; bit++) {
      EmbeddedChannel each = new EmbeddedChannel(Wire.codec());
      byte[] wrong = SRV2.clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);

      // When
      Wire.send(each, wrong);

      // Then
      assertThat(Wire.received(each, Protocol1Message.class))
          .as("bit %s", bit)
          .containsExactly(WRONG_HELLO);
    }
  }

  @Test
  void garbageAfterTheHelloIsTheLastThingThatIsRead() {
    // When
    Wire.send(channel, Wire.joined(Wire.helloAndNames(1), "srv3.test".getBytes(UTF)));
    text(PEER);

    // Then
    assertThat(Wire.received(channel, Protocol1Message.class)).containsExactly(HELLO, GARBAGE);
  }

  @Test
  void aSecondHelloIsGarbage() {
    // When
    Wire.send(channel, Wire.joined(SRV2, SRV2));

    // Then
    assertThat(Wire.received(channel, Protocol1Message.class)).containsExactly(HELLO, GARBAGE);
  }

  @Test
  void ofABrokenOffHelloNothingComes() {
    // When
    Wire.send(channel, new byte[31]);
    channel.close();

    // Then
    assertThat(Wire.received(channel, Protocol1Message.class)).isEmpty();
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private void text(String text) {
    Wire.send(channel, text.getBytes(UTF));
  }
}
