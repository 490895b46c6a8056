// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.FakeProvider.Mood.DOWN;
import static io.clooster.failover.FakeProvider.Mood.READ_ONLY;
import static io.clooster.failover.FakeProvider.Mood.SILENT;
import static io.clooster.failover.FakeProvider.Mood.WORKS;
import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;

import org.junit.jupiter.api.Test;

/** The provider stays away: told once when it lasts, and once when it is over. */
class OutageStoriesTest {
  private static final String FAILING =
      "peer-down [a.test] Server 'b.test' is now down (stream closed), but something went wrong"
          + " while updating the record | Here's what went wrong: "
          + FakeProvider.REASON
          + ". Clooster keeps trying";
  private static final String LOST =
      "record-lost [a.test] The record 'www.test' is out of reach | Here's what went wrong: "
          + FakeProvider.REASON;

  @Test
  void aFailureThatIsOverWithinTenSecondsIsNotWorthAMessage() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .refused()
        .after("5s")
        .toldNothing()
        .provider(WORKS)
        .after("10s")
        .told("peer-down [a.test] Server 'b.test' is now down (stream closed) | The address");
  }

  @Test
  void aChangeThatFailsForTenSecondsIsToldOnceAndItsSuccessOnce() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .refused()
        .after("9.8s")
        .toldNothing()
        .after("0.2s")
        .told(FAILING)
        .after("72h")
        .toldNothing()
        .provider(WORKS)
        .after("1m")
        .told("is now down (stream closed) | The address for 'www.test' has been changed to")
        .after("1h")
        .toldNothing();
  }

  @Test
  void theSameWhereOnlyTheWritesFail() {
    PairStory.connecting()
        .atPeace()
        .provider(READ_ONLY)
        .linkCloses(1)
        .refused()
        .after("24h")
        .told(FAILING)
        .provider(WORKS)
        .after("1m")
        .told("has been changed to 'a.test'");
  }

  @Test
  void withNothingToChangeAnOutageIsToldAfterFiveMinutes() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        // The regular look comes at 120.1 s.
        .at("7m0s")
        .toldNothing()
        .at("7m0.1s")
        .told(LOST)
        .after("48h")
        .toldNothing()
        .provider(WORKS)
        .after("1m1s")
        .told("record-found [a.test] The record 'www.test' is within reach again | It holds 'b.t")
        .after("1h")
        .toldNothing();
  }

  @Test
  void soItIsWhileThePeerWasNeverSeen() {
    PairStory.connecting()
        .starts()
        .provider(DOWN)
        .at("6m10s")
        .told("no-link", LOST)
        .provider(WORKS)
        .after("1m")
        .told("record-found");
  }

  @Test
  void soItIsWhileTheFirstComparisonIsDue() {
    PairStory.connecting()
        .starts()
        .provider(DOWN)
        .recordIsSetTo(ME)
        .at("0.1s")
        .linkOpens(1)
        .at("4m59s")
        .toldNothing()
        .at("5m1s")
        .told(LOST)
        .provider(WORKS)
        .after("1m5s")
        .told("record-found", "peer-up [a.test] Server 'b.test' is now up | The address for")
        .recordHolds(OTHER);
  }

  @Test
  void aDeathInTheMiddleOfALongOutageIsToldWhenItHasFailedForTenSeconds() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .after("1h")
        .told(LOST)
        .linkCloses(1)
        .refused()
        .after("9.8s")
        .toldNothing()
        .after("0.2s")
        .told(FAILING)
        .after("5h")
        .toldNothing()
        .provider(WORKS)
        .after("1m")
        .told("record-found", "has been changed to 'a.test'");
  }

  @Test
  void aDeathInTheMiddleOfALongOutageThatEndsRightThenIsToldAsDone() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .after("1h")
        .told(LOST)
        .provider(WORKS)
        .linkCloses(1)
        .refused()
        .told("record-found", "has been changed to 'a.test'");
  }

  @Test
  void eachDeathInALongOutageHasItsOwnBeginningAndEnd() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .refused()
        .after("1m")
        .told(FAILING)
        .linkOpens(2)
        .told("is now down (stream closed) | Before the record was known")
        .after("1m")
        .told("is now up, but something went wrong")
        .linkCloses(2)
        .refused()
        .told("is now up | Before the record was known")
        .after("1m")
        .told(FAILING)
        .provider(WORKS)
        .after("1m")
        .told("has been changed to 'a.test'");
  }

  @Test
  void aChangeThatMustWaitForTheLinkIsNotAnOutage() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("10s")
        .forgetting()
        .provider(DOWN)
        .linkOpens(2)
        .after("5s")
        .linkCloses(2)
        .noRoute()
        .provider(WORKS)
        .after("40s")
        .toldNothing();
  }

  @Test
  void anOutageIsOverEvenWhereSomeoneChangedTheRecordMeanwhile() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .provider(DOWN)
        .after("1h")
        .told(LOST)
        .recordIsSetTo("hand.test")
        .provider(WORKS)
        .after("1m")
        .told("record-found", "record-edited");
  }

  @Test
  void anUnansweredCallAfterAStandstillFailsFromItsOwnEnd() {
    PairStory.listening()
        .atPeace()
        .standsStill("1h")
        .provider(SILENT)
        .tick()
        .after("5m29s")
        .toldNothing()
        .after("2s")
        .told("record-lost");
  }

  @Test
  void eachOutageStartsWithQuickTriesAgain() {
    PairStory story = PairStory.listening().atPeace().provider(DOWN).after("1h").provider(WORKS);
    story.after("2m").forgetting().provider(DOWN);
    while (!story.hasLogged("failing")) {
      story.after("0.2s");
    }
    story.forgetting().after("3.5s").called("read", "read");
  }

  @Test
  void soDoesEachChangeInAnOutage() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .after("1h")
        .forgetting()
        .linkCloses(1)
        .refused()
        .after("4s")
        .called("read", "read", "read");
  }
}
