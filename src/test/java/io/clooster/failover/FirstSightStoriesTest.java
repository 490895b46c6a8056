// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;

import org.junit.jupiter.api.Test;

/** After a start, the first time that the link is up, the record is compared and put right. */
class FirstSightStoriesTest {

  @Test
  void thePreferredServerWaitsForFiveSecondsInCaseThePeerMakesTheChange() {
    PairStory.listening()
        .preferring(ME)
        .starts()
        .recordIsSetTo(OTHER)
        .linkOpens(1)
        .after("4.9s")
        .wroteNothing()
        .after("0.2s")
        .wrote(ME)
        .told("peer-up [a.test] Server 'b.test' is now up | The address for 'www.test' has been");
  }

  @Test
  void theOtherOneWaitsForTwoSecondsMore() {
    PairStory.listening()
        .preferring(OTHER)
        .starts()
        .recordIsSetTo(ME)
        .linkOpens(1)
        .after("6.9s")
        .wroteNothing()
        .after("0.2s")
        .wrote(OTHER);
  }

  @Test
  void wherePreferredIsNeitherTheSideThatListensGoesFirst() {
    PairStory.listening()
        .preferring("third.test")
        .starts()
        .recordIsSetTo(ME)
        .linkOpens(1)
        .after("5.1s")
        .wrote("third.test");
    PairStory.connecting()
        .preferring("third.test")
        .starts()
        .recordIsSetTo(ME)
        .linkOpens(1)
        .after("6.9s")
        .wroteNothing()
        .after("0.2s")
        .wrote("third.test");
  }

  @Test
  void aRecordThatIsRightIsNotWorthAMessage() {
    PairStory.listening().starts().linkOpens(1).after("10m").toldNothing().wroteNothing();
  }

  @Test
  void whileThePeerWasNeverSeenNothingIsDone() {
    PairStory.connecting()
        .starts()
        .recordIsSetTo("hand.test")
        .refused()
        .after("10m")
        .wroteNothing()
        .told("no-link [a.test] There is no link to 'b.test'");
  }

  @Test
  void aPeerThatDiesBeforeTheComparisonWasMadeIsReplacedAtOnce() {
    PairStory.connecting()
        .starts()
        .linkOpens(1)
        .after("3s")
        .linkCloses(1)
        .refused()
        .wrote(ME)
        .told("down (stream closed) | The address for 'www.test' has been changed to 'a.test'");
  }

  @Test
  void aReturnIsNotAFirstSight() {
    PairStory.connecting()
        .preferring(ME)
        .atPeace()
        .linkCloses(1)
        .refused()
        .recordIsSetTo("hand.test")
        .after("1s")
        .forgetting()
        .linkOpens(2)
        .wrote(ME)
        .told("(it held 'hand.test', set by hand)");
  }
}
