// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.message.Words;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kind by which a message can be filtered, and the words that say what it is about. */
class NotificationsTest {
  private static final Words WORDS = Words.of("a", "www.test");

  private final Notifications notifications = new Notifications("run", true);

  static Stream<Arguments> messages() {
    return Stream.of(
        message(
            (to, step) -> to.lag("", List.of("one", "two"), step),
            "name-servers-lag [a] Some name servers do not give the new address of 'www.test' yet",
            "one; two. The DNS provider has accepted the change"),
        message(
            (to, step) -> to.pathCut("b", "", step),
            "path-cut [a] The path to 'b' is cut",
            "'b' lives, as it renews its claim at the DNS provider, and keeps the record"),
        message(
            (to, step) -> to.pathBack("b", step),
            "path-back [a] The path to 'b' is back",
            "The record 'www.test' stays as it is"),
        message(
            (to, step) ->
                to.raised(AlertKind.HELD_BACK, "", Values.of("visible", 1).and("servers", 3), step),
            "held-back [a] Only 1 of 3 servers are in sight",
            "This side moves nothing, as the others may do so"),
        message(
            (to, step) ->
                to.closed(AlertKind.HELD_BACK, "", Values.of("visible", 2).and("servers", 3), step),
            "enough [a] 2 of 3 servers are in sight again",
            "This side moves the record 'www.test' again when it has to"),
        message(
            (to, step) -> to.raised(AlertKind.NO_ELIGIBLE_SERVER, "", Values.NONE, step),
            "no-eligible-server [a] No server is eligible",
            "The record 'www.test' stays as it is. Look after what the checks ask for"),
        message(
            (to, step) -> to.closed(AlertKind.NO_ELIGIBLE_SERVER, "b", Values.NONE, step),
            "eligible-server [a] Server 'b' is eligible again",
            "It may hold the record 'www.test' again"),
        message(
            (to, step) -> to.noLink("b", Duration.ofMinutes(1), "", step),
            "no-link [a] There is no link to 'b'",
            "For 60 s now 'a' and 'b' do not watch each other, and a death may be noticed late"),
        message(
            (to, step) -> to.closed(AlertKind.NO_LINK, "b", Values.NONE, step),
            "link-back [a] Server 'b' is linked again",
            "'a' and 'b' watch each other again"),
        message(
            (to, step) ->
                to.raised(
                    AlertKind.CONFIG_DIFFERS,
                    "b",
                    Values.of("difference", "servers only here: c"),
                    step),
            "config-differs [a] Server 'b' has another configuration",
            "servers only here: c. Until that is mended there is no link to 'b'"),
        message(
            (to, step) -> to.closed(AlertKind.CONFIG_DIFFERS, "b", Values.NONE, step),
            "config-matches [a] Server 'b' is linked again",
            "Its configuration matches"),
        message(
            (to, step) ->
                to.changed(wish(new ChangeReason.Adopted()), null, HOUR, Duration.ZERO, step),
            "record-restored [a] The record 'www.test' is put right",
            "The address for 'www.test' has been changed to 'a'"));
  }

  private static final Duration HOUR = Duration.ofHours(1);

  private static Arguments message(
      BiConsumer<Notifications, DecisionStep> sends, String title, String text) {
    return Arguments.of(sends, title, text);
  }

  private static DesiredRecord wish(ChangeReason cause) {
    return new DesiredRecord("a", cause, new Moment(0));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("messages")
  void aMessageSaysWhatIsTheMatter(
      BiConsumer<Notifications, DecisionStep> sends, String title, String text) {
    Action.Notify sent = sent(sends);

    assertThat(sent.kind() + " " + WORDS.title(sent)).startsWith(title);
    assertThat(WORDS.text(sent)).startsWith(text);
  }

  static Stream<BiConsumer<Notifications, DecisionStep>> hinted() {
    return Stream.of(
        (to, step) ->
            to.noLink("b", Duration.ofMinutes(1), "connected to b:7777, but: no TLS", step),
        (to, step) -> to.pathCut("b", "connected to b:7777, but: no TLS", step));
  }

  @ParameterizedTest
  @MethodSource("hinted")
  void whatAnsweredInItsPlaceIsAHintThatProvesNothing(
      BiConsumer<Notifications, DecisionStep> sends) {
    assertThat(WORDS.text(sent(sends)))
        .contains("the same 'key', the same 'servers' and the same version of Clooster")
        .endsWith(
            "What was seen last, and proves nothing, as anybody may have answered: connected to"
                + " b:7777, but: no TLS");
  }

  @Test
  void anIllServerIsToLookAfterToo() {
    Action.Notify sent =
        sent(
            (to, step) ->
                to.changed(wish(new ChangeReason.Unhealthy("b")), null, HOUR, Duration.ZERO, step));

    assertThat(WORDS.text(sent)).endsWith("has been changed to 'a'. Look after 'b'");
  }

  @Test
  void onlyTimeThatResolversHaveIsMentioned() {
    Action.Notify sent =
        sent(
            (to, step) ->
                to.changed(wish(new ChangeReason.Unhealthy("b")), null, HOUR, HOUR, step));

    assertThat(WORDS.text(sent)).contains(". Resolvers may give the old one for 3600 s more. Look");
  }

  private Action.Notify sent(BiConsumer<Notifications, DecisionStep> sends) {
    DecisionStep step = new DecisionStep(new Moment(0));
    sends.accept(notifications, step);
    assertThat(step.actions()).hasSize(1);
    return (Action.Notify) step.actions().get(0);
  }
}
