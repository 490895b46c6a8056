// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.FakeProvider.Mood.DOWN;
import static io.clooster.failover.FakeProvider.Mood.HOLDS_WRITES;
import static io.clooster.failover.FakeProvider.Mood.SILENT;
import static io.clooster.failover.FakeProvider.Mood.WORKS;
import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This server itself stood still; that says nothing about the peer. */
class PauseStoriesTest {

  /** What may be the first thing that is looked at after the pause. */
  static List<Consumer<PairStory>> firstEvents() {
    return List.of(
        PairStory::tick,
        PairStory::watchdog,
        story -> story.event(new Event.KeepAliveDue()),
        story -> story.hears(1),
        story -> story.event(new Event.RecordFailed(99, "late", java.time.Duration.ZERO)));
  }

  @ParameterizedTest
  @MethodSource("firstEvents")
  void whateverComesFirstAfterAStandstillAccusesNobody(Consumer<PairStory> first) {
    PairStory.listening()
        .atPeace()
        .standsStill("10m")
        .and(first)
        .watchdog()
        .logged("WARN server=a.test state=resumed: paused for 600 s")
        .after("10m")
        .did()
        .wroteNothing()
        .toldNothing();
  }

  @ParameterizedTest
  @MethodSource("firstEvents")
  void norWhileThePeerIsLost(Consumer<PairStory> first) {
    PairStory.listening()
        .atPeace()
        .linkCloses(1)
        .standsStill("3s")
        .and(first)
        .after("5s")
        .linkOpens(2)
        .after("5m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void oneThatWasReplacedMeanwhileSaysThatItGaveTheRecordUp() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .recordHolds(ME)
        .standsStill("3m")
        .recordIsSetTo(OTHER)
        .linkCloses(1)
        .linkOpens(2)
        .after("1s")
        .logged("record=www.test state=yielded: b.test holds it");
  }

  @Test
  void oneThatWasNotReplacedSaysNothingOfTheKind() {
    PairStory.listening()
        .atPeace()
        .standsStill("3m")
        .linkCloses(1)
        .linkOpens(2)
        .after("5m")
        .didNotLog("state=yielded");
  }

  @Test
  void silenceIsCountedAnewFromTheWaking() {
    PairStory.listening()
        .atPeace()
        .peerFallsSilent()
        .at("1m59s")
        .standsStill("1h")
        .tick()
        .after("1m59s")
        .watchdog()
        .did()
        .after("2s")
        .watchdog()
        .did("close 1")
        .after("2.2s")
        .told("down (ping timeout)");
  }

  @Test
  void aPeerThatStaysAwayAfterAStandstillIsDeadInTheEnd() {
    PairStory.listening()
        .atPeace()
        .standsStill("22s")
        .linkCloses(1)
        // Twice the pause, and ten seconds for a handshake.
        .after("53.8s")
        .wroteNothing()
        .after("0.2s")
        .wrote(ME);
  }

  @Test
  void theDoubtAfterALongStandstillLastsNoLongerThanTheTimeout() {
    PairStory.listening()
        .atPeace()
        .standsStill("8h")
        .linkCloses(1)
        .after("1m59.8s")
        .wroteNothing()
        .after("0.2s")
        .wrote(ME);
  }

  @Test
  void aShorterStandstillDoesNotEndTheDoubtOfALongerOne() {
    PairStory.listening()
        .atPeace()
        .standsStill("40s")
        .tick()
        .after("1s")
        .standsStill("2.1s")
        .linkCloses(1)
        .after("1m26s")
        .wroteNothing()
        .after("1s")
        .wrote(ME);
  }

  @Test
  void afterTheDoubtALossCountsAsUsual() {
    PairStory.listening()
        .atPeace()
        .standsStill("22s")
        .after("54s")
        .linkCloses(1)
        .after("2s")
        .wrote(ME);
  }

  @Test
  void twoSecondsWithoutABeatAreNoStandstill() {
    PairStory.listening()
        .atPeace()
        .tick()
        .standsStill("2s")
        .tick()
        .didNotLog("resumed")
        .standsStill("2.101s")
        .tick()
        .logged("resumed: paused for 2.1 s")
        .standsStill("10s")
        .tick()
        .logged("resumed: paused for 10 s");
  }

  @Test
  void aLateStartIsNoStandstill() {
    PairStory.listening().starts().standsStill("5s").tick().didNotLog("resumed");
  }

  @Test
  void timeInWhichWeWereSlowIsNotTimeThatWeWaitedForThePeer() {
    PairStory.listening()
        .atPeace()
        .tick()
        .linkCloses(1)
        .standsStill("1.9s")
        .tick()
        .after("0.2s")
        // Its return was waiting to be looked at.
        .linkOpens(2)
        .after("5m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void aRefusalAfterTheWakingIsNews() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .standsStill("1m")
        .tick()
        .did("connect")
        .refused()
        .did("connect")
        .toldNothing()
        .refused()
        .told("down (stream closed)");
  }

  @Test
  void aConnectionFromBeforeTheStandstillThatBrokeIsTriedAgainAtOnce() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .standsStill("1m")
        .brokenBeforeHello()
        .did("connect", "connect");
  }

  @Test
  void anAttemptFromBeforeTheStandstillIsGivenTimeToBeAnswered() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .did("connect")
        .standsStill("1m")
        .tick()
        .did()
        .after("29.8s")
        .did()
        .after("2s")
        .did("connect");
  }

  @Test
  void aWaitingAttemptIsMadeAtOnceAfterTheWaking() {
    PairStory story = PairStory.connecting().atPeace().linkCloses(1);
    for (int i = 0; i < 5; i++) {
      story.noRoute().after("30.2s");
    }
    story.noRoute().after("1s").forgetting().standsStill("3s").tick().did("connect");
  }

  @Test
  void anAnswerFromBeforeTheStandstillIsNotBelieved() {
    PairStory.listening()
        .atPeace()
        .provider(SILENT)
        .after("1m")
        .called("read")
        .standsStill("1h")
        .provider(WORKS)
        .answersOpenCallWith("hand.test")
        .toldNothing()
        .called("read");
  }

  @Test
  void aTakeoverInTheMiddleOfTheStandstillWaitsUntilThePeerHadTimeToComeBack() {
    PairStory.listening()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .after("5s")
        .provider(WORKS)
        .standsStill("20s")
        .tick()
        .after("49.8s")
        .wroteNothing()
        .after("0.2s")
        .wrote(ME)
        .told("is now down (stream closed) | The address");
  }

  @Test
  void orUntilItRefusesAgain() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .refused()
        .provider(WORKS)
        .standsStill("20s")
        .tick()
        .wroteNothing()
        .refused()
        .wrote(ME)
        .told("is now down (stream closed) | The address");
  }

  @Test
  void aWriteUnderWayDuringTheStandstillMayHaveLandedOrMayStillLand() {
    PairStory.connecting()
        .atPeace()
        .provider(HOLDS_WRITES)
        .linkCloses(1)
        .refused()
        .wrote(ME)
        .standsStill("5m")
        .provider(WORKS)
        .tick()
        .linkOpens(2)
        .after("20s")
        .recordHolds(OTHER)
        .and(story -> story.provider.heldWriteLands())
        .recordHolds(ME)
        .after("6s")
        .recordHolds(OTHER);
  }

  @Test
  void anOutageFromBeforeTheStandstillIsToldOnlyIfItLasts() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .refused()
        .after("5s")
        .standsStill("1h")
        .tick()
        .toldNothing()
        .after("10s")
        .told("but something went wrong");
  }

  @Test
  void halfASecondWithoutABeatCountsAsWaiting() {
    PairStory.listening()
        .atPeace()
        .tick()
        .linkCloses(1)
        .standsStill("0.5s")
        .tick()
        .after("1.6s")
        .wrote(ME);
  }
}
