// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static io.clooster.link.protocol2.Talk.failed;
import static io.clooster.link.protocol2.Talk.proven;
import static io.clooster.link.protocol2.TestSettings.SRV1;
import static io.clooster.link.protocol2.TestSettings.SRV2;
import static io.clooster.link.protocol2.TestSettings.SRV3;
import static io.clooster.link.protocol2.TestSettings.THREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.HelloFault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two ends of a handshake: what each holds of the other in the end. */
class HandshakeTest {

  @Test
  void twoOfAGroupAreProvenToEachOther() {
    // When
    Talk talk = Talk.between(THREE.of(SRV2), SRV1, THREE.of(SRV1));

    // Then
    assertThat(talk.dialled).isEqualTo(proven(SRV1));
    assertThat(talk.accepted).isEqualTo(proven(SRV2));
  }

  @Test
  void anotherSecretIsAWrongKeyOnBothSides() {
    // When
    Talk talk = Talk.between(THREE.of(SRV2), SRV1, THREE.secret("another secret").of(SRV1));

    // Then
    assertThat(talk.accepted).isEqualTo(failed(HelloFault.WRONG_KEY, "wrong key or server name"));
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.WRONG_KEY,
                "refused by the other side: it has another \"key\" than we; write the same one on all"
                    + " servers"));
  }

  @Test
  void keysWithOtherIdsAreNoKeyInCommon() {
    // When
    Talk talk = Talk.between(THREE.keys("a").of(SRV2), SRV1, THREE.keys("b").of(SRV1));

    // Then
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.WRONG_KEY,
                "no key in common: srv1.test and srv2.test have keys with other ids"));
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.WRONG_KEY,
                "no key in common: srv2.test and srv1.test have keys with other ids"));
  }

  /** Add the new key second, make it the first, remove the old one: a restart of each at a time. */
  @ParameterizedTest
  @CsvSource({
    "old, old", "old, old new", "old new, old", "old new, old new", "old new, new old",
    "new old, old new", "new old, new old", "new old, new", "new, new old", "new, new"
  })
  void aKeyIsChangedInThreeRestartsWithoutALossOfTheLink(String here, String there) {
    // When
    Talk talk =
        Talk.between(
            THREE.keys(here.split(" ")).of(SRV2), SRV1, THREE.keys(there.split(" ")).of(SRV1));

    // Then
    assertThat(talk.dialled).isEqualTo(proven(SRV1));
    assertThat(talk.accepted).isEqualTo(proven(SRV2));
  }

  @Test
  void aServerWithAnotherNameThanTheDialledOnesIsNotThePeer() {
    // When
    Talk talk = Talk.between(THREE.of(SRV2), SRV1, THREE.of(SRV3));

    // Then
    assertThat(talk.dialled)
        .isEqualTo(
            failed(HelloFault.WRONG_KEY, "the server there is called srv3.test, not srv1.test"));
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.WRONG_KEY,
                "refused by the other side: it expects a server of another name here; correct"
                    + " `this_server` here, or the address there"));
  }

  /** The forgotten this_server of a copied file: each end is told, whoever proves nothing. */
  @Test
  void twoServersOfOneNameAreToldSoOnBothSides() {
    // When
    Talk talk = Talk.between(THREE.of(SRV2), SRV1, THREE.of(SRV2));

    // Then
    String twice =
        "two servers say that they are srv2.test, this one and the one there: correct `this_server`"
            + " on the one that is not";
    assertThat(talk.dialled)
        .isEqualTo(failed(HelloFault.WRONG_KEY, twice + "; srv1.test was to be there"));
    assertThat(talk.accepted).isEqualTo(failed(HelloFault.WRONG_KEY, twice));
    assertThat(talk.acceptor.claimed()).isEmpty();
    assertThat(talk.acceptor.proven()).isEmpty();
  }

  @Test
  void whoDialsItselfIsTold() {
    // When
    Talk talk = Talk.alone(THREE.of(SRV2), SRV1);

    // Then
    String self =
        "that is srv2.test, this server itself: correct `this_server` here, or the address that it"
            + " connects to";
    assertThat(talk.dialled).isEqualTo(failed(HelloFault.WRONG_KEY, self + ", not srv1.test"));
    assertThat(talk.accepted).isEqualTo(failed(HelloFault.WRONG_KEY, self));
  }

  /** A check gives the acceptor's own name. */
  @Test
  void aCheckWithoutACommonKeyIsNotCalledByTheAcceptorsName() {
    // When
    Talk talk = Talk.between(THREE.keys("a").of(SRV1), SRV1, THREE.keys("b").of(SRV1));

    // Then
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.WRONG_KEY,
                "no key in common: srv1.test and who asks have keys with other ids"));
  }

  @Test
  void whoHasTheKeyAndTheAcceptorsOwnNameChecksAndGetsNoLink() {
    // When
    Talk talk = Talk.between(THREE.of(SRV1), SRV1, THREE.of(SRV1));

    // Then
    assertThat(talk.dialled).isEqualTo(new HandshakeResult.Outcome.Checked());
    assertThat(talk.accepted).isEqualTo(new HandshakeResult.Outcome.Checked());
    assertThat(talk.acceptor.claimed()).isEmpty();
  }

  @Test
  void aCheckWithAnotherSecretProvesNothingAndIsRefused() {
    // When
    Talk talk = Talk.between(THREE.secret("another secret").of(SRV1), SRV1, THREE.of(SRV1));

    // Then
    assertThat(talk.accepted).isEqualTo(failed(HelloFault.WRONG_KEY, "wrong key or server name"));
    assertThat(talk.dialled).isInstanceOf(HandshakeResult.Outcome.Failed.class);
    assertThat(talk.acceptor.claimed()).isEmpty();
  }

  @Test
  void onlyTheCheckHearsWhatDiffers() {
    // When
    Talk talk = Talk.between(THREE.servers(SRV1, SRV3, SRV2).of(SRV1), SRV1, THREE.of(SRV1));

    // Then
    assertThat(talk.accepted).isEqualTo(new HandshakeResult.Outcome.Checked());
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: servers in another order from place 2 on: here"
                    + " srv3.test, srv2.test; there srv2.test, srv3.test"));
  }

  @Test
  void anotherOrderOfTheServersIsSaidOnBothSides() {
    // When
    Talk talk = Talk.between(THREE.of(SRV2), SRV1, THREE.servers(SRV1, SRV3, SRV2).of(SRV1));

    // Then
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: servers in another order from place 2 on:"
                    + " here srv2.test, srv3.test; there srv3.test, srv2.test"));
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: servers in another order from place 2 on:"
                    + " here srv3.test, srv2.test; there srv2.test, srv3.test"));
  }

  @Test
  void anotherSetOfServersIsSaidOnBothSides() {
    // When
    Talk talk = Talk.between(THREE.of(SRV2), SRV1, THREE.servers(SRV1, SRV2).of(SRV1));

    // Then
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: servers only here: srv3.test; only there: none"));
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: servers only here: none; only there: srv3.test"));
  }

  @Test
  void otherRecordsAreSaidOnBothSides() {
    // When
    Talk talk =
        Talk.between(
            THREE.of(SRV2), SRV1, THREE.records("example.com", "www.example.com").of(SRV1));

    // Then
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: records only here: none; only there: example.com"));
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: records only here: example.com; only there: none"));
  }

  @Test
  void aServerThatOnlyTheOtherSideKnowsIsSaidOnBothSides() {
    // When
    Talk talk = Talk.between(THREE.of(SRV3), SRV1, THREE.servers(SRV1, SRV2).of(SRV1));

    // Then
    assertThat(talk.dialled)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: servers only here: srv3.test; only there: none"));
    assertThat(talk.accepted)
        .isEqualTo(
            failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: srv3.test is none of our servers;"
                    + " servers only here: none; only there: srv3.test"));
  }

  @Test
  void largeGroupsFitAndDiffer() {
    // Given
    TestSettings large =
        THREE.servers(
            IntStream.range(0, 256)
                .mapToObj(i -> "server-%03d.%s.example.com".formatted(i, "x".repeat(200)))
                .toArray(String[]::new));
    TestSettings other =
        new TestSettings(List.copyOf(large.servers().subList(0, 255)), List.of(), large.keys());
    String first = large.servers().get(0);
    String second = large.servers().get(1);

    // When
    Talk same = Talk.between(large.of(first), second, large.of(second));
    Talk different = Talk.between(large.of(first), second, other.of(second));

    // Then
    assertThat(same.dialled).isEqualTo(proven(second));
    assertThat(((HandshakeResult.Outcome.Failed) different.dialled).reason())
        .startsWith("the configurations differ: servers only here: server-255.")
        .endsWith("records only here: www.example.com; only there: none");
  }

  @Test
  void whoeverOnlySaysHelloLearnsOurNameAndNoMore() {
    for (String name : List.of("srv2.test", "stranger.test", "srv1.test")) {
      Handshake acceptor =
          Talk.handshake(THREE.keys("a", "b").of(SRV1), null, 2, new byte[0], new byte[1]);
      Protocol2Hello hello = new Protocol2Hello(List.of(2), name, Talk.nonce(9), List.of("x", "b"));

      // When
      HandshakeResult step = acceptor.on(hello.frame());

      // Then
      assertThat(step.send())
          .containsExactly(
              new Protocol2Hello(List.of(2), SRV1, Talk.nonce(2), List.of("b"), 1).frame());
      assertThat(step.result()).isEqualTo(new HandshakeResult.Outcome.Waiting());
    }
  }

  @Test
  void noVersionInCommonIsSaidOnBothSides() {
    // Given
    Handshake acceptor =
        Talk.handshake(THREE.of(SRV1), null, 2, Talk.CERTIFICATE2, Talk.CERTIFICATE1);
    Handshake dialler = Talk.handshake(THREE.of(SRV2), SRV1, 1, new byte[0], new byte[0]);

    // When
    HandshakeResult accepted =
        acceptor.on(new Protocol2Hello(List.of(3, 4), SRV2, Talk.nonce(9), List.of("")).frame());
    HandshakeResult dialled =
        dialler.on(new Protocol2Hello(List.of(1), SRV1, Talk.nonce(9), List.of("")).frame());

    // Then
    String reason =
        "no version of the protocol in common: srv1.test speaks [2], srv2.test speaks [3, 4]";
    assertThat(accepted.send())
        .extracting(Frame::type)
        .containsExactly(MessageType.HELLO, MessageType.REFUSE);
    assertThat(accepted.send().get(1)).isEqualTo(new Refusal("version", reason).frame());
    assertThat(accepted.result()).isEqualTo(failed(HelloFault.OTHER_VERSION, reason));
    assertThat(dialled.result())
        .isEqualTo(
            failed(
                HelloFault.OTHER_VERSION,
                "no version of the protocol in common: srv2.test speaks [2], srv1.test speaks"
                    + " [1]"));
  }

  @Test
  void aPeerThatSpeaksLaterVersionsTooIsSpokenWithInOurs() {
    // Given
    Handshake acceptor =
        Talk.handshake(THREE.of(SRV1), null, 2, Talk.CERTIFICATE2, Talk.CERTIFICATE1);
    Frame hello =
        new Frame(
            MessageType.HELLO,
            "{\"later\":{\"x\":[1]},\"versions\":[9,2],\"name\":\"srv2.test\",\"nonce\":\""
                + Talk.nonce(1)
                + "\",\"keys\":[\"\"]}");
    HandshakeResult first = acceptor.on(hello);
    Transcript transcript =
        new Transcript(
            new Certificates(Talk.CERTIFICATE1, Talk.CERTIFICATE2).inOrder(LinkRole.DIALLER),
            hello.text(),
            first.send().get(0).text(),
            2,
            THREE.keys().get(0));

    // When
    HandshakeResult second =
        acceptor.on(
            transcript
                .proof(
                    LinkRole.DIALLER,
                    NameList.digest(THREE.servers()),
                    NameList.digest(THREE.records()))
                .frame());

    // Then
    assertThat(second.result()).isEqualTo(proven(SRV2));
  }

  @Test
  void messagesOutOfTurnAreGarbage() {
    Handshake acceptor =
        Talk.handshake(THREE.of(SRV1), null, 2, Talk.CERTIFICATE2, Talk.CERTIFICATE1);
    Frame hello = new Protocol2Hello(List.of(2), SRV2, Talk.nonce(9), List.of("")).frame();

    // Then
    assertThatThrownBy(() -> acceptor.on(new Frame(MessageType.STATE, "{}")))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a state where a hello is due");
    acceptor.on(hello);
    assertThatThrownBy(() -> acceptor.on(hello))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a hello where a proof is due");
  }

  @Test
  void theReasonSaysHowFarAConnectionCame() {
    // Given
    Handshake acceptor =
        Talk.handshake(THREE.of(SRV1), null, 2, Talk.CERTIFICATE2, Talk.CERTIFICATE1);
    Handshake dialler =
        Talk.handshake(THREE.of(SRV2), SRV1, 1, Talk.CERTIFICATE1, Talk.CERTIFICATE2);

    // Then
    assertThat(acceptor.reached()).isEqualTo("before its hello");
    Frame answer = acceptor.on(dialler.hello()).send().get(0);
    assertThat(acceptor.reached()).isEqualTo("before its proof");
    assertThat(acceptor.claimed()).contains(SRV2);
    dialler.on(answer);
    assertThat(dialler.reached()).startsWith("after our proof");
    assertThat(dialler.brokenOff()).isEqualTo(HelloFault.BROKEN);
  }
}
