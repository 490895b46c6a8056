// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on the link, and what it says about the peer. */
class PeerStoriesTest {
  private static final String STREAM_CLOSED =
      "peer-down [a.test] Server 'b.test' is now down (stream closed) | The address for 'www.test'"
          + " has been changed to 'a.test'";

  @Test
  void aClosedLinkAndARefusalAreADeathAtOnceOnTheSideThatConnects() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .did("connect")
        .called("read")
        .refused()
        .called("write " + ME, "read")
        .told(STREAM_CLOSED)
        .recordHolds(ME);
  }

  @Test
  void aPeerThatIsNotBackWithinConfirmIsDeadOnTheSideThatListens() {
    PairStory.listening()
        .atPeace()
        .linkCloses(1)
        .called("read")
        .after("1.8s")
        .called()
        .after("0.2s")
        .called("read", "write " + ME, "read")
        .told(STREAM_CLOSED)
        .did();
  }

  @Test
  void withoutConfirmAClosedLinkIsADeathAtOnceAsInTheOriginal() {
    PairStory.listening()
        .confirm("0s")
        .atPeace()
        .linkCloses(1)
        .called("read", "write " + ME, "read")
        .told(STREAM_CLOSED);
  }

  @Test
  void aPeerThatComesBackAtTheVeryEndOfConfirmIsNotDead() {
    PairStory.listening()
        .atPeace()
        .linkCloses(1)
        .after("1.999s")
        .linkOpens(2)
        .after("5m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void repeatedDownsAreOneDown() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .refused()
        .after("3s")
        .refused()
        .linkCloses(1)
        .watchdog()
        .told(STREAM_CLOSED)
        .wrote(ME);
  }

  @Test
  void aDeadPeerThatComesBackGetsThePreferredValueBackAfterTheTimeOfPrecedence() {
    PairStory.listening()
        .atPeace()
        .linkCloses(1)
        .after("1m")
        .forgetting()
        .linkOpens(2)
        .after("1.9s")
        .wroteNothing()
        .after("0.2s")
        .wrote(OTHER)
        .told("peer-up [a.test] Server 'b.test' is now up | The address for 'www.test' has been");
  }

  @Test
  void thePreferredServerTakesPrecedenceAndMakesTheChangeAtOnce() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .linkCloses(1)
        .after("3s")
        .told("down (stream closed) | No record change is necessary")
        .recordIsSetTo(OTHER)
        .after("1s")
        .forgetting()
        .linkOpens(2)
        .called("read", "write " + ME, "read")
        .told("is now up | The address for 'www.test' has been changed to 'a.test'");
  }

  @Test
  void noRouteAndTimeoutsAreNoDeathUntilTheWatchdogFindsTheSilenceTooLong() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .noRoute()
        .after("30s")
        .connectingTimesOut()
        .at("119.9s")
        .wroteNothing()
        .at("4m")
        .wrote(ME)
        .told("peer-down [a.test] Server 'b.test' is now down (ping timeout) | The address");
  }

  @Test
  void silenceOnAnOpenLinkIsFoundByTheWatchdogOnly() {
    PairStory.listening()
        .atPeace()
        .at("63s")
        .peerFallsSilent()
        // The last heartbeat came after 60.1 s; the watchdog looks every two minutes.
        .at("3m59.9s")
        .wroteNothing()
        .toldNothing()
        .at("4m")
        .did("close 1")
        .wroteNothing()
        .after("2s")
        .wrote(ME)
        .told("down (ping timeout) | The address for 'www.test' has been changed to 'a.test'");
  }

  @Test
  void silenceIsADeathAtOnceWhereNoWindowIsWanted() {
    PairStory.listening()
        .confirm("0s")
        .atPeace()
        .peerFallsSilent()
        .at("4m")
        .did("close 1")
        .told("down (ping timeout)");
  }

  @Test
  void silenceIsADeathAtOnceWhenNoNewConnectionCanBeMade() {
    PairStory.connecting()
        .atPeace()
        .peerFallsSilent()
        .at("4m")
        .did("close 1", "connect")
        .toldNothing()
        .noRoute()
        .told("down (ping timeout)");
  }

  @Test
  void aSilenceOfExactlyTheTimeoutIsNotTooLong() {
    PairStory.listening()
        .starts()
        .at("0.1s")
        .linkOpens(1)
        .peerFallsSilent()
        .at("2m0.1s")
        .watchdog()
        .did()
        .tick()
        .toldNothing()
        .after("0.001s")
        .watchdog()
        .did("close 1")
        .toldNothing()
        .after("2.2s")
        .told("down (ping timeout)");
  }

  @Test
  void aPeerThatWasSilentAndConnectsAgainIsUp() {
    PairStory.connecting()
        .atPeace()
        .peerFallsSilent()
        .at("4m")
        .did("close 1", "connect")
        .linkCloses(1)
        .after("2.2s")
        .told("down (ping timeout)")
        .linkOpens(2)
        .after("10s")
        .told("is now up")
        .recordHolds(OTHER);
  }

  @Test
  void attemptsToConnectBackOffFromOneSecondToThirty() {
    PairStory patient = PairStory.connecting().atPeace().linkCloses(1);
    for (int i = 0; i < 3_000; i++) {
      if (patient.takesDone().contains("connect")) {
        patient.connectingTimesOut();
      }
      patient.after("0.2s");
    }
    assertThat(patient.pausesBetweenAttempts())
        .first()
        .satisfies(pause -> assertThat(pause).isBetween(ofMillis(800), ofMillis(1200)));
    assertThat(patient.pausesBetweenAttempts().subList(5, 15))
        .allSatisfy(pause -> assertThat(pause).isBetween(ofMillis(24_000), ofMillis(30_200)));
  }

  @Test
  void aConnectionThatBreaksBeforeTheHelloRightAfterALossIsTriedAgainAtOnce() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .did("connect")
        .brokenBeforeHello()
        .after("0.2s")
        .did("connect")
        .refused()
        .told(STREAM_CLOSED);
  }

  @Test
  void onlyTheFirstBrokenConnectionIsTriedAgainAtOnce() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .brokenBeforeHello()
        .after("0.2s")
        .did("connect", "connect")
        .brokenBeforeHello()
        .after("0.6s")
        .did()
        .after("0.6s")
        .did("connect")
        .toldNothing();
  }

  @Test
  void anAttemptThatIsNeverAnsweredIsGivenUp() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .did("connect")
        .after("29.8s")
        .did()
        .after("2s")
        .did("connect");
  }

  @Test
  void theSideThatListensNeverConnects() {
    PairStory.listening().starts().at("3m").linkOpens(1).linkCloses(1).refused().after("1h").did();
  }

  @Test
  void anAttemptThatWasOvertakenByALinkChangesNothing() {
    PairStory.connecting()
        .atPeace()
        .refused()
        .connectingTimesOut()
        .brokenBeforeHello()
        .didNotLog("unreachable")
        .after("1m")
        .did()
        .toldNothing()
        .wroteNothing();
  }

  @Test
  void aNewerLinkReplacesAnOlderOneAndTheEndOfTheOlderOneMeansNothing() {
    PairStory.listening()
        .confirm("0s")
        .atPeace()
        .linkOpens(2)
        .logged("INFO peer=b.test state=up: a newer link replaces the older one")
        .did("close 1")
        .linkCloses(1)
        .hears(1)
        .after("5m")
        .toldNothing()
        .wroteNothing()
        .linkCloses(2)
        .told("down (stream closed)");
  }

  @Test
  void aLinkThatIsReportedTwiceIsNotClosed() {
    PairStory.listening().atPeace().linkOpens(1).did().after("5m").did().toldNothing();
  }

  @Test
  void onlyTheKeepAlivesOfTheNewerLinkCount() {
    PairStory story = PairStory.listening().atPeace().linkOpens(2).did("close 1").peerFallsSilent();
    for (int i = 0; i < 4; i++) {
      story.after("45s").hears(1);
    }
    story.told("down (ping timeout)").did("close 2");
  }

  @Test
  void keepAlivesGoOverTheLinkWhileThereIsOne() {
    PairStory.listening()
        .starts()
        .at("1m30s")
        .sent()
        .linkOpens(7)
        .at("2m30s")
        .sent("keep-alive 7")
        .linkCloses(7)
        .at("10m")
        .sent();
  }

  @Test
  void aRefusalMeansNothingWhileThePeerWasNeverSeen() {
    PairStory.connecting().starts().refused().after("1h").wroteNothing().told("no-link");
  }

  @Test
  void aPeerThatWasNeverSeenIsRememberedInTheLogEveryFiveMinutes() {
    PairStory.listening()
        .starts()
        .at("4m59.8s")
        .didNotLog("never-seen")
        .at("5m")
        .logged("WARN peer=b.test state=never-seen")
        .at("9m59.8s")
        .didNotLog("never-seen")
        .at("10m")
        .logged("never-seen")
        .linkOpens(1)
        .at("1h")
        .didNotLog("never-seen");
  }

  @Test
  void whyThePeerIsOutOfReachIsSaidOnceForEachReason() {
    PairStory.connecting()
        .starts()
        .noRoute()
        .logged("unreachable: connecting to b.test: No route to host")
        .after("10s")
        .noRoute()
        .didNotLog("unreachable")
        .after("10s")
        .refused()
        .logged("unreachable: connecting to b.test: Connection refused")
        .linkOpens(1)
        .linkCloses(1)
        .noRoute()
        .logged("unreachable");
  }

  @Test
  void aLinkThatStaysAwayIsToldOnceAndOnceWhenItIsBack() {
    PairStory story = PairStory.listening().starts();
    for (int i = 0; i < 59; i++) {
      story.after("1s").wrongKey();
    }
    story.toldNothing();
    for (int i = 0; i < 20; i++) {
      story.after("10s").wrongKey();
    }
    story
        .told(
            "no-link [a.test] There is no link to 'b.test' | For 60 s now 'a.test' and 'b.test' do")
        .linkOpens(1)
        .told("link-back [a.test] Server 'b.test' is linked again")
        .linkCloses(1)
        .linkOpens(2)
        .toldNothing()
        .linkCloses(2)
        .wrongKey()
        .logged("WARN peer=b.test state=unreachable: 192.0.2.2 shows a wrong key")
        .toldNothing();
  }

  /** Who calls in its name may be anybody: a dead server is none of them. */
  @Test
  void strangersInTheNameOfADeadServerAreNoMessage() {
    PairStory story =
        PairStory.connecting().atPeace().linkCloses(1).refused().after("1s").told("peer-down");
    for (int i = 0; i < 100; i++) {
      story.wrongKey().after("4s");
    }
    story.toldNothing();
  }

  @Test
  void aPeerThatShowsUpWithAWrongKeyIsNotDead() {
    PairStory story = PairStory.listening().confirm("5s").atPeace().linkCloses(1);
    for (int i = 0; i < 100; i++) {
      story.after("4s").wrongKey();
    }
    story
        .wroteNothing()
        .told("no-link")
        // Only when it stays away for a whole period after that.
        .after("1m59s")
        .wroteNothing()
        .after("2s")
        .wrote(ME);
  }

  @Test
  void neitherIsItOnTheSideThatConnects() {
    PairStory story = PairStory.connecting().atPeace().linkCloses(1);
    for (int i = 0; i < 30; i++) {
      story.wrongKey().after("30s");
    }
    story.wroteNothing().told("no-link");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void norWhereItsAttemptsAreFurtherApartThanTheSilenceThatCounts(boolean connects) {
    SettingsForTest settings = connects ? PairStory.connecting() : PairStory.listening();
    PairStory story = settings.timeout("15s").atPeace().linkCloses(1);
    for (int i = 0; i < 30; i++) {
      story.wrongKey().after("39s");
    }
    story.wroteNothing().told("no-link").after("2m3s").wrote(ME);
  }

  @Test
  void aSignOfLifeNeverShortensTheTimeToComeBack() {
    PairStory.listening()
        .confirm("10m")
        .atPeace()
        .linkCloses(1)
        .after("1s")
        .wrongKey()
        .after("9m58s")
        .wroteNothing()
        .after("2s")
        .wrote(ME);
  }

  @Test
  void whileThePeerIsLinkedAWrongKeyIsAStrangers() {
    PairStory.listening().atPeace().wrongKey().after("5m").toldNothing().didNotLog("unreachable");
  }

  @Test
  void aPeerThatDiesWhileItsRecordIsStillToBeGivenBackNeverGetsIt() {
    PairStory.listening()
        .atPeace()
        .linkCloses(1)
        .after("1m")
        .forgetting()
        .linkOpens(2)
        .after("1s")
        .linkCloses(2)
        .after("10m")
        .wroteNothing()
        .told("is now up | Before the record was known to be", "is now down (stream closed) | No");
  }

  @Test
  void norDoesItWhileItsLinkIsBroken() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("1m")
        .forgetting()
        .linkOpens(2)
        .linkCloses(2)
        .noRoute()
        .after("20s")
        .wroteNothing()
        .linkOpens(3)
        .after("5s")
        .wrote(OTHER)
        .told("is now up | The address for 'www.test' has been changed to 'b.test'");
  }

  @Test
  void everyMessageHasAnIdOfItsOwn() {
    PairStory story = PairStory.connecting().atPeace();
    for (long link = 1; link <= 20; link++) {
      story.linkCloses(link).refused().wrongKey().after("10s").linkOpens(link + 1).after("10s");
    }
    assertThat(story.ids).hasSize(40).doesNotHaveDuplicates();
    // What is stored before a write has one, too, which the message keeps.
    assertThat(story.ids.subList(0, 2)).containsExactly("run-1-1", "run-1-3");
  }

  private static Duration ofMillis(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }

  @Test
  void eachLossStartsWithQuickAttemptsAgain() {
    PairStory story = PairStory.connecting().atPeace().linkCloses(1);
    for (int i = 0; i < 10; i++) {
      story.noRoute().after("31s");
    }
    story
        .linkOpens(2)
        .forgetting()
        .linkCloses(2)
        .did("connect")
        .noRoute()
        .after("1.2s")
        .did("connect");
  }
}
