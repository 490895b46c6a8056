// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The kind by which a message can be filtered, and the words that say what it is about. */
class MessengerTest {
  private final Messenger messenger = new Messenger("run", "a", "www.test", true);

  static Stream<Arguments> messages() {
    return Stream.of(
        message(
            (to, out) -> to.lag(List.of("one", "two"), out),
            "name-servers-lag [a] Some name servers do not give the new address of 'www.test' yet",
            "one; two. The DNS provider has accepted the change"),
        message(
            (to, out) -> to.pathCut("b", out),
            "path-cut [a] The path to 'b' is cut",
            "'b' lives, as it renews its claim at the DNS provider, and keeps the record"),
        message(
            (to, out) -> to.pathBack("b", out),
            "path-back [a] The path to 'b' is back",
            "The record 'www.test' stays as it is"),
        message(
            (to, out) -> to.holdingBack(1, 3, out),
            "held-back [a] Only 1 of 3 servers are in sight",
            "This side moves nothing, as the others may do so"),
        message(
            (to, out) -> to.enough(2, 3, out),
            "enough [a] 2 of 3 servers are in sight again",
            "This side moves the record 'www.test' again when it has to"),
        message(
            (to, out) -> to.nobodyWell(out),
            "nobody-well [a] No server is well",
            "The record 'www.test' stays as it is. Look after what the checks ask for"),
        message(
            (to, out) -> to.somebodyWell("b", out),
            "somebody-well [a] Server 'b' is well again",
            "It may hold the record 'www.test' again"),
        message(
            (to, out) -> to.fit("b", out),
            "fits-again [a] Server 'b' is linked again",
            "Its configuration fits"),
        message(
            (to, out) -> to.changed(wish(new Cause.Adopted()), null, HOUR, Duration.ZERO, out),
            "record-restored [a] The record 'www.test' is put right",
            "The address for 'www.test' has been changed to 'a'"));
  }

  private static final Duration HOUR = Duration.ofHours(1);

  private static Arguments message(
      BiConsumer<Messenger, Actions> sends, String title, String text) {
    return Arguments.of(sends, title, text);
  }

  private static Wish wish(Cause cause) {
    return new Wish("a", cause, new Moment(0));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("messages")
  void aMessageSaysWhatIsTheMatter(
      BiConsumer<Messenger, Actions> sends, String title, String text) {
    Action.Notify sent = sent(sends);

    assertThat(sent.kind() + " " + sent.title()).startsWith(title);
    assertThat(sent.text()).startsWith(text);
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_CONFIG, other-config, has another configuration",
    "OTHER_VERSION, other-version, speaks another version of the protocol",
    "WRONG_KEY, wrong-key, shows a wrong key"
  })
  void aFaultOfConfigurationIsToldAsWhatItIs(HelloFault fault, String kind, String title) {
    Action.Notify sent = sent((to, out) -> to.misfit("b", fault, "what differs", out));

    assertThat(sent.kind()).isEqualTo(kind);
    assertThat(sent.title()).isEqualTo("[a] Server 'b' " + title);
  }

  @Test
  void anIllServerIsToLookAfterToo() {
    Action.Notify sent =
        sent((to, out) -> to.changed(wish(new Cause.Ill("b")), null, HOUR, Duration.ZERO, out));

    assertThat(sent.text()).endsWith("has been changed to 'a'. Look after 'b'");
  }

  @Test
  void onlyTimeThatResolversHaveIsMentioned() {
    Action.Notify sent =
        sent((to, out) -> to.changed(wish(new Cause.Ill("b")), null, HOUR, HOUR, out));

    assertThat(sent.text()).contains(". Resolvers may give the old one for 3600 s more. Look");
  }

  private Action.Notify sent(BiConsumer<Messenger, Actions> sends) {
    Actions out = new Actions();
    sends.accept(messenger, out);
    assertThat(out.list()).hasSize(1);
    return (Action.Notify) out.list().get(0);
  }
}
