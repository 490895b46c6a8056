// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.FakeProvider.Mood.READ_ONLY;
import static io.clooster.failover.FakeProvider.Mood.WORKS;
import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;

import org.junit.jupiter.api.Test;

/** Someone changed the record: told once, left alone, and mentioned when it is overwritten. */
class ManualEditStoriesTest {
  private static final String EDITED =
      "record-edited [a.test] The record 'www.test' was changed by hand | It holds 'hand.test'"
          + " instead of 'a.test'. Clooster leaves it so until a server goes down or comes back";

  @Test
  void anEditIsToldOnceByTheServerThatGoesFirstAndOnceWhenItIsOver() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("1m1s")
        .logged("WARN record=www.test state=edited: holds hand.test instead of a.test; left so")
        .told(EDITED)
        .after("24h")
        .toldNothing()
        .wroteNothing()
        .recordIsSetTo(ME)
        .after("1m1s")
        .told("record-restored [a.test] The record 'www.test' is as wanted again | It holds 'a.t")
        .after("1h")
        .toldNothing();
  }

  @Test
  void theOtherServerSaysNothingOfItsBeginningNorOfItsEnd() {
    PairStory.listening()
        .preferring(OTHER)
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("10m")
        .recordIsSetTo(OTHER)
        .after("10m")
        .toldNothing()
        .wroteNothing();
  }

  @Test
  void norWhenItsLinkBreaksWhileTheEditLasts() {
    PairStory.connecting()
        .preferring(OTHER)
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("2m")
        .linkCloses(1)
        .after("1m10s")
        .linkOpens(2)
        .after("10m")
        .toldNothing();
  }

  @Test
  void wherePreferredIsNeitherTheSideThatListensTells() {
    PairStory.listening()
        .preferring("third.test")
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("1m1s")
        .told("record-edited");
    PairStory.connecting()
        .preferring("third.test")
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("1m1s")
        .toldNothing();
  }

  @Test
  void aSecondEditIsToldTooAndTheEndOnce() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("2m")
        .told(EDITED)
        .recordIsSetTo("foot.test")
        .after("2m")
        .told("It holds 'foot.test' instead of 'a.test'")
        .recordIsSetTo(ME)
        .after("2m")
        .told("record-restored");
  }

  @Test
  void aServerThatIsAloneTellsWhatItSees() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("2m")
        .forgetting()
        .recordIsSetTo("hand.test")
        .after("1m1s")
        .told(EDITED)
        .wroteNothing();
  }

  @Test
  void anEditIsMentionedWhenItIsOverwrittenAtTheNextFailover() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("2m")
        .toldNothing()
        .linkCloses(1)
        .refused()
        .told("changed to 'a.test' (it held 'hand.test', set by hand)")
        .after("10m")
        .toldNothing();
  }

  @Test
  void soIsOneThatWasNeverNoticedBefore() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo("hand.test")
        .linkCloses(1)
        .refused()
        .told("changed to 'a.test' (it held 'hand.test', set by hand)");
  }

  @Test
  void soIsOneFromBeforeOurStart() {
    PairStory.connecting()
        .starts()
        .recordIsSetTo("hand.test")
        .linkOpens(1)
        .after("10s")
        .told("changed to 'b.test' (it held 'hand.test', set by hand)");
  }

  @Test
  void soIsOneWhoseOverwritingFailsAtFirst() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo("hand.test")
        .linkCloses(1)
        .provider(READ_ONLY)
        .refused()
        .after("5s")
        .provider(WORKS)
        .after("10s")
        .told("changed to 'a.test' (it held 'hand.test', set by hand)");
  }

  @Test
  void theMentionIsTheEndOfAnEditThatWasTold() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .recordIsSetTo("hand.test")
        .after("2m")
        .told(EDITED)
        .linkCloses(1)
        .after("10m")
        .told("changed to 'a.test' (it held 'hand.test', set by hand)");
  }

  @Test
  void whatTheServersThemselvesSetIsNotMentionedAsSetByHand() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .told("has been changed to 'a.test'")
        .after("10s")
        .linkOpens(2)
        .after("5s")
        .and(story -> story.toldExactly("The address for 'www.test' has been changed to 'b.test'"));
  }

  @Test
  void anEditToTheVeryValueThatIsWantedNextIsOver() {
    PairStory.listening()
        .preferring("third.test")
        .atPeace()
        .recordIsSetTo(ME)
        .after("3m")
        .told("record-edited")
        .linkCloses(1)
        .after("5s")
        .told("down (stream closed) | No record change is necessary", "record-restored")
        .wroteNothing();
  }

  @Test
  void aPeerThatTookTheRecordWhileTheLinkWasBrokenIsNotTakenForAHand() {
    // We are preferred; the other side did not see us for a while, and puts it right itself.
    PairStory.connecting()
        .preferring(ME)
        .atPeace()
        .linkCloses(1)
        .noRoute()
        .after("3s")
        .recordIsSetTo(OTHER)
        .after("1m10s")
        .linkOpens(2)
        .after("20s")
        .recordIsSetTo(ME)
        .after("10m")
        .toldNothing()
        .wroteNothing();
  }

  @Test
  void butItIsToldWhenItStaysSo() {
    PairStory.connecting()
        .preferring(ME)
        .atPeace()
        .linkCloses(1)
        .noRoute()
        .recordIsSetTo(OTHER)
        .after("1m10s")
        .linkOpens(2)
        .after("3m")
        .told("record-edited [a.test] The record 'www.test' was changed by hand | It holds 'b.t");
  }

  @Test
  void aDeadPeersValueThatStaysMayMeanThatItLives() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("2m")
        .forgetting()
        .recordIsSetTo(OTHER)
        .after("3m")
        .told(
            "record-edited [a.test] The record 'www.test' was changed, and not from here | It holds"
                + " 'b.test' instead of 'a.test'. Someone set it by hand, or 'b.test' lives, out of"
                + " reach from here, and set it. Clooster leaves it so until")
        .wroteNothing();
  }

  @Test
  void theValueOfAPeerThatReturnedIsAHandsEvenShortlyAfterItsDeath() {
    PairStory.listening()
        .preferring(ME)
        .atPeace()
        .linkCloses(1)
        .after("3s")
        .linkOpens(2)
        .forgetting()
        .recordIsSetTo(OTHER)
        .after("10m")
        .wroteNothing()
        .told("record-edited");
  }

  @Test
  void theValueOfThePeerIsToldAfterExactlyAMinute() {
    PairStory story =
        PairStory.listening()
            .preferring(ME)
            .atPeace()
            .recordIsSetTo(OTHER)
            .at("2m0.2s")
            .forgetting();
    story.at("3m0s").toldNothing().at("3m0.2s").told("record-edited");
  }
}
