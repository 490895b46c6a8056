// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a link, and what is heard of a server without one, worth less than it seems. */
class MemberDoubtTest {

  static Stream<Arguments> waits() {
    return Stream.of(
        wait("until it is silent", story -> story.silent("a").after("1.4s"), "state=silent"),
        wait("for an answer", story -> story.closes("a").after("2s"), "state=suspect"),
        wait("for the window to end", story -> story.crashes("a").after("1s"), "state=down"));
  }

  private static Arguments wait(String name, UnaryOperator<GroupStory> wait, String end) {
    return Arguments.of(Named.of(name, wait), end);
  }

  @ParameterizedTest
  @MethodSource("waits")
  void whileWeAreSlowWeDoNotWait(UnaryOperator<GroupStory> waits, String end) {
    GroupStory story = waits.apply(atPeace("b", "a", "b"));
    story.standsStill("1.9s").event(new Event.Tick()).didNotLog(end);
    story.after("2s").logged(end);
  }

  /** The clock beats five times a second; two beats may come late on a busy machine. */
  @ParameterizedTest
  @MethodSource("waits")
  void halfASecondWithoutABeatCountsAsWaiting(UnaryOperator<GroupStory> waits, String end) {
    GroupStory story = waits.apply(atPeace("b", "a", "b"));
    for (int i = 0; i < 5; i++) {
      story.standsStill("0.5s").event(new Event.Tick());
    }
    story.logged(end);
  }

  @Test
  void theAnswerToAQuestionFromBeforeWeStoodStillIsNoNews() {
    atPeace("b", "a", "b")
        .closes("a")
        .did("connect a")
        .standsStill("20s")
        .refused("a")
        .didNotLog("state=suspect")
        .did("connect a");
  }

  @Test
  void aDeadServerIsDeadWhenWeStoodStill() {
    GroupStory story = atPeace("a", "a", "b").crashes("b").after("5s").forgetting();
    story.standsStill("20s").after("10m").didNotLog("state=suspect").toldNothing();
  }

  @Test
  void aLinkThatHasBeenSilentForTooLongIsNotKeptForANewOne() {
    GroupStory story = atPeace("a", "a", "b").silent("b").after("2.2s").standsStill("0.2s");
    story.linksAgain("b", true).did("close 1");
  }

  @Test
  void aLinkThatFallsSilentIsClosedAndMadeAgain() {
    atPeace("b", "a", "b").silent("a").after("4s").did("close 1", "connect a");
  }

  @Test
  void aServerThatShowedOutOfReachThatItLivesIsDeadWhenNobodyListensThereAnyMore() {
    GroupStory story = apart().timesOut("b").after("10m").didNotLog("suspect").wroteNothing();
    story.refused("b").after("2.2s").logged("peer=b state=down: connection closed").wrote("a");
  }

  /** {@code a} yielded to {@code b}, which it does not see. */
  private static GroupStory apart() {
    GroupStory story = atPeace("a", "a", "b").silent("b").after("10s").recordIsSetTo("b");
    return story.after("5m").logged("peer=b state=partitioned").forgetting();
  }

  @Test
  void aConnectionThatBreaksEarlyIsTriedOnceMoreAtOnceAndIsNoFaultOfConfiguration() {
    atPeace("b", "a", "b")
        .closes("a")
        .did("connect a")
        .fault("a", HelloFault.BROKEN)
        .after("0.2s")
        .did("connect a")
        .toldNothing()
        .didNotLog("state=suspect");
  }

  @ParameterizedTest
  @EnumSource(value = HelloOrigin.class, mode = Mode.EXCLUDE, names = "DIALLED")
  void aConnectionThatWeDidNotMakeSaysNothingOfTheOneThatWeMake(HelloOrigin origin) {
    atPeace("b", "a", "b")
        .closes("a")
        .did("connect a")
        .event(new Event.HelloFailed("a", HelloFault.BROKEN, origin, "reset"))
        .after("5s")
        .did();
  }
}
