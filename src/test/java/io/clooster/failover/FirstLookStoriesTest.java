// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.FakeProvider.Mood.DOWN;
import static io.clooster.failover.FakeProvider.Mood.HOLDS_WRITES;
import static io.clooster.failover.FakeProvider.Mood.SILENT;
import static io.clooster.failover.FakeProvider.Mood.WORKS;
import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The record is looked at as soon as the link is lost, so that a death finds it known. */
class FirstLookStoriesTest {

  @Test
  void aLostLinkMakesUsLookOnceAndAtOnce() {
    for (SettingsForTest side :
        new SettingsForTest[] {PairStory.listening(), PairStory.connecting()}) {
      side.confirm("10m").atPeace().linkCloses(1).called("read").after("59.8s").called();
    }
  }

  @Test
  void soDoesALinkThatFellSilent() {
    PairStory.listening()
        .atPeace()
        .peerFallsSilent()
        .at("3m59.8s")
        .forgetting()
        .at("4m")
        .did("close 1")
        .called("read");
  }

  @Test
  void aDeathWithinASecondIsWrittenWithoutAnotherRead() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .called("read")
        .after("0.999s")
        .refused()
        .called("write " + ME, "read")
        .told("peer-down [a.test] Server 'b.test' is now down (stream closed) | The address for");
  }

  @Test
  void onTheSideThatListensToo() {
    PairStory.listening()
        .confirm("0.8s")
        .atPeace()
        .linkCloses(1)
        .called("read")
        .after("0.8s")
        .called("write " + ME, "read");
  }

  @Test
  void aLookOfASecondAgoIsTooOld() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .called("read")
        .after("1s")
        .refused()
        .called("read", "write " + ME, "read");
  }

  @Test
  void soIsOneFromBeforeTheLossHoweverShortAgo() {
    PairStory story = PairStory.connecting().atPeace();
    while (story.countOf("read") == 0) {
      story.after("0.2s");
    }
    story
        .forgetting()
        .after("0.1s")
        .linkCloses(1)
        .called()
        .refused()
        .called("read", "write " + ME, "read");
  }

  @Test
  void norDoesItTellThatNothingIsToBeDone() {
    PairStory story = PairStory.connecting().atPeace().recordIsSetTo(ME);
    while (story.countOf("read") == 0) {
      story.after("0.2s");
    }
    story
        .forgetting()
        .after("0.1s")
        .recordIsSetTo(OTHER)
        .linkCloses(1)
        .refused()
        .called("read", "write " + ME, "read")
        .recordHolds(ME);
  }

  @Test
  void soIsOneThatWasAskedBeforeTheLossAndAnsweredAfterIt() {
    PairStory.connecting()
        .atPeace()
        .provider(SILENT)
        .after("1m")
        .called("read")
        .linkCloses(1)
        .answersOpenCallWith(OTHER)
        .called()
        .provider(WORKS)
        .refused()
        .called("read", "write " + ME, "read");
  }

  @Test
  void soIsOneOfAnEarlierLoss() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .called("read")
        .after("0.1s")
        .linkOpens(2)
        .after("0.1s")
        .linkCloses(2)
        .called()
        .refused()
        .called("read", "write " + ME, "read");
  }

  @Test
  void aLookThatIsUnderWayAnswersTheNewWish() {
    PairStory.connecting()
        .atPeace()
        .provider(SILENT)
        .linkCloses(1)
        .called("read")
        .after("0.5s")
        .refused()
        .called()
        .after("8s")
        .provider(WORKS)
        .answersOpenCallWith(OTHER)
        .called("write " + ME, "read");
  }

  @Test
  void unlessItHasBeenForASecond() {
    PairStory.connecting()
        .atPeace()
        .provider(SILENT)
        .linkCloses(1)
        .called("read")
        .after("1s")
        .refused()
        .called("read");
  }

  @Test
  void aLookThatFailedIsRepeatedForTheWish() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .called("read")
        .provider(WORKS)
        .refused()
        .called("read", "write " + ME, "read");
  }

  @Test
  void aLinkThatComesBackLeavesTheRecordAsItIs() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo(ME)
        .linkCloses(1)
        .called("read")
        .after("0.5s")
        .linkOpens(2)
        .after("5m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void aRecordThatWasSeenToBeAsWantedIsNotWritten() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo(ME)
        .linkCloses(1)
        .called("read")
        .refused()
        .called()
        .told("peer-down [a.test] Server 'b.test' is now down (stream closed) | No record change")
        // It may have been the peer's last write that made it so, and another may land.
        .after("4.8s")
        .called()
        .after("0.2s")
        .called("read");
  }

  @Test
  void whatIsWrittenByTheDyingPeerAfterTheLookIsPutRight() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo(ME)
        .linkCloses(1)
        .recordIsSetTo(OTHER)
        .refused()
        .wroteNothing()
        .after("6s")
        .wrote(ME)
        .recordHolds(ME);
  }

  @Test
  void aLookFromBeforeAStandstillDoesNotCount() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .called("read")
        .standsStill("2.1s")
        .provider(SILENT)
        .tick()
        .called("read")
        .refused()
        .refused()
        .called();
  }

  @Test
  void aChangeUnderWayIsNotDisturbedByTheLoss() {
    PairStory story =
        PairStory.connecting()
            .atPeace()
            .linkCloses(1)
            .refused()
            .after("10s")
            .linkOpens(2)
            .provider(HOLDS_WRITES)
            .after("3s")
            .wrote(ME, OTHER);
    story.linkCloses(2).called().provider(WORKS);
    story.provider.heldWriteLands();
    story
        .event(story.provider.heldWriteSucceeds())
        .called("read")
        .refused()
        .called("write " + ME, "read");
  }

  @Test
  void aLinkThatBreaksAllTheTimeIsNoReasonToLookMoreThanOnceASecond() {
    PairStory story = PairStory.listening().atPeace();
    for (long link = 1; link <= 50; link++) {
      story.linkCloses(link).after("0.1s").linkOpens(link + 1).after("0.1s");
    }
    assertThat(story.pausesBetweenReads())
        .hasSizeGreaterThan(5)
        .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
    story.wroteNothing().toldNothing();
  }

  @Test
  void norIsItWhileTheProviderIsInTrouble() {
    PairStory story = PairStory.listening().atPeace();
    story.provider.retryAfter(Duration.ofMinutes(5));
    story.provider(DOWN).after("1m").forgetting();
    for (long link = 1; link <= 50; link++) {
      story.linkCloses(link).after("1s").linkOpens(link + 1).after("1s");
    }
    story.called();
  }

  @Test
  void anEditThatIsSeenThenIsToldWhenTheLinkIsBack() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .recordIsSetTo("hand.test")
        .linkCloses(1)
        .called("read")
        .toldNothing()
        .after("1.5s")
        .linkOpens(2)
        .after("3.4s")
        .toldNothing()
        .after("0.2s")
        .told("record-edited");
  }

  @Test
  void orWhenTheLinkStaysAway() {
    PairStory.listening()
        .confirm("10m")
        .preferring(ME)
        .atPeace()
        .recordIsSetTo("hand.test")
        .linkCloses(1)
        .called("read")
        .after("4.8s")
        .toldNothing()
        .after("0.2s")
        .told("record-edited");
  }
}
