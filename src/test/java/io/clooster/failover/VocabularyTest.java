// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.protocol1.PairFailover;
import io.clooster.message.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event is understood, and every action has a name that the routes know. */
class VocabularyTest {
  private static final Words WORDS = Words.of(PairStory.ME, PairStory.RECORD);

  /** After so many seconds of beats this event comes; the actions or log lines show the sign. */
  private record Step(int seconds, Event event, String sign) {}

  /** One life in which every kind of event occurs, and each leaves a trace. */
  private static final List<Step> LIFE =
      List.of(
          new Step(0, new Event.Tick(), "ReadRecord[number=1,"),
          new Step(
              0, new Event.RecordRead(1, new RecordSnapshot("x.test", "")), "read value=x.test"),
          new Step(
              0,
              new Event.ConnectFailed(PairStory.OTHER, true, "refused"),
              "state=unreachable: refused"),
          new Step(
              0,
              new Event.HelloFailed(
                  PairStory.OTHER, HelloFault.WRONG_KEY, HelloOrigin.ADDRESS, "wrong key"),
              "state=unreachable: wrong key"),
          new Step(0, new Event.LinkOpened(PairStory.OTHER, 1, false), "state=up: connected"),
          new Step(0, new Event.RecordFailed(2, "HTTP 500", Duration.ZERO), "failing: HTTP 500"),
          new Step(1, new Event.KeepAliveDue(), "SendKeepAlive[link=1]"),
          new Step(0, new Event.LinkClosed(1, "reset"), "state=disconnected: reset"),
          new Step(
              1, new Event.LinkOpened(PairStory.OTHER, 2, false), "state=up: the link is back"),
          new Step(0, new Event.LinkClosed(2, "reset"), "state=disconnected"),
          new Step(
              3, new Event.RecordRead(4, new RecordSnapshot("x.test", "")), "WriteRecord[number=5"),
          new Step(0, new Event.RecordWritten(5), "ReadRecord[number=6,"),
          new Step(0, new Event.RecordRead(6, new RecordSnapshot("a.test", "")), "VerifyRecord["),
          new Step(
              0,
              new Event.RecordVerified(1, 2, List.of("ns2.test: no answer"), Duration.ofMinutes(5)),
              "state=lagging: ns2.test"),
          new Step(0, new Event.LinkOpened(PairStory.OTHER, 3, false), "state=up: connected"),
          new Step(100, new Event.Heard(3), ""),
          new Step(0, new Event.Intended("run-0-1", 0, "a.test"), "[]"),
          new Step(100, new Event.WatchdogTick(), "[]"),
          new Step(21, new Event.WatchdogTick(), "state=silent for 121 s"));

  /** What only protocol 2 brings; the group's decision has a life of its own. */
  private static final Set<Class<?>> OF_GROUPS =
      Set.of(
          Event.ConnectAccepted.class,
          Event.Delivered.class,
          Event.Reported.class,
          Event.Leaving.class,
          Event.OwnHealth.class,
          Event.Stopping.class,
          Event.RecordRefused.class,
          Event.RecordConflict.class,
          Event.BeforeActiveFailed.class,
          Event.SwitchOrder.class,
          Event.OrderPassed.class,
          Event.OrderAnswered.class,
          Event.Drain.class,
          Event.Resume.class,
          Event.Hold.class);

  @Test
  void everyEventIsUnderstood() {
    PairFailover failover =
        new PairFailover(PairStory.listening().build(), new Moment(0), new SplittableRandom(1));
    long beats = 0;
    Set<Class<?>> occurred = new HashSet<>();
    for (Step step : LIFE) {
      for (int i = 0; i < step.seconds() * 5; i++) {
        failover.on(new Event.Tick(), beat(++beats));
      }
      occurred.add(step.event().getClass());
      assertThat(words(failover.on(step.event(), beat(beats))))
          .as("%s", step)
          .contains(step.sign());
    }
    occurred.addAll(OF_GROUPS);
    assertThat(occurred).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }

  private static String words(List<Action> actions) {
    return actions.stream()
        .map(action -> action instanceof Action.Log line ? WORDS.line(line) : action)
        .toList()
        .toString();
  }

  static Stream<Class<?>> actions() {
    return ActionKinds.all();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyActionHasItsBranchInTheRoutes(Class<?> action) throws IOException {
    String routes = Files.readString(Path.of("routes", "failover.camel.yaml"));
    assertThat(routes).contains("${exchangeProperty.action} == '" + action.getSimpleName() + "'");
  }

  @Test
  void theNameOfAnActionIsThatOfItsKind() {
    assertThat(new Action.Connect(PairStory.OTHER).name()).isEqualTo("Connect");
    assertThat(new Action.ReadRecord(1).name()).isEqualTo("ReadRecord");
  }

  private static Moment beat(long number) {
    return new Moment(Duration.ofMillis(200 * number).toNanos());
  }
}
