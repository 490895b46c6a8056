// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who acts, and when. {@code a} is the most preferred server, and holds the record at first. */
class RoleMachineTest {

  @Test
  void theFirstInTheOrderActsAtOnce() {
    atPeace("b", "a", "b", "c")
        .doesNotSee("c", "a")
        .crashes("a")
        .after("2.2s")
        .wrote("b")
        .told("has been changed to 'b'");
  }

  @Test
  void theNextOneFindsItDone() {
    atPeace("c", "a", "b", "c")
        .doesNotSee("b", "a")
        .crashes("a")
        .after("3s")
        .takes("b")
        .after("2m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void theNextOneActsWhenTheFirstDoesNot() {
    atPeace("c", "a", "b", "c")
        .doesNotSee("b", "a")
        .crashes("a")
        .after("6.8s")
        .wroteNothing()
        .after("0.6s")
        .wrote("c")
        .told("has been changed to 'c'");
  }

  @Test
  void aServerThatComesTooLateSeesThatAnotherOneHasTheRecordAndLeavesIt() {
    atPeace("c", "a", "b", "c")
        .doesNotSee("b", "a")
        .crashes("a")
        .after("5s")
        .recordIsSetTo("b")
        .after("2m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void theDeathOfAnotherOneIsToldByTheHolderAlone() {
    atPeace("a", "a", "b", "c")
        .doesNotSee("b", "c")
        .crashes("c")
        .after("3s")
        .wroteNothing()
        .told(
            "peer-down [a] Server 'c' is now down (connection closed, nobody listens there) | No"
                + " record change");
    atPeace("b", "a", "b", "c").doesNotSee("a", "c").crashes("c").after("3s").toldNothing();
  }

  @Test
  void whoSeesFewerThanAMajorityMovesNothingAndSaysSo() {
    atPeace("b", "a", "b", "c")
        .crashes("c")
        .crashes("a")
        .after("10s")
        .logged("held back: only 1 of 3 servers")
        .after("1m")
        .wroteNothing()
        .told("peer-down [b] Server 'c'", "held-back [b] Only 1 of 3 servers are in sight")
        .links("c")
        .after("3s")
        .told("peer-up", "enough")
        .wroteNothing()
        .doesNotSee("c", "a")
        .after("3s")
        .wrote("b");
  }

  @Test
  void ofTwoThatWereTooFewAndMeetTheFirstActsAtOnceAndTheOtherOneWaitsForItsTurn() {
    atPeace("b", "a", "b", "c")
        .doesNotSee("c", "a")
        .crashes("c")
        .crashes("a")
        .after("1m")
        .wroteNothing()
        .links("c")
        .after("1s")
        .wrote("b");
    atPeace("c", "a", "b", "c")
        .doesNotSee("b", "a")
        .crashes("b")
        .crashes("a")
        .after("1m")
        .wroteNothing()
        .links("b")
        .after("4s")
        .wroteNothing()
        .after("2s")
        .wrote("c");
  }

  @Test
  void halfOfTheServersIsNoMajority() {
    GroupStory story = atPeace("b", "a", "b", "c", "d").doesNotSee("d", "a").doesNotSee("d", "c");
    story.crashes("a").crashes("c").after("1m").logged("peer=a state=down").wroteNothing();
  }

  @Test
  void theHolderInAMinorityLeavesTheRecordToTheOthers() {
    GroupStory story =
        atPeace("a", "a", "b", "c").silent("b", "c").after("10s").recordIsSetTo("b").after("2m");

    story.wroteNothing().logged("yielded: b holds it");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void ofAPairThatIsCutTheHolderYieldsToTheOneThatTookTheRecord() {
    atPeace("a", "a", "b")
        .silent("b")
        .after("10s")
        .told("peer-down [a] Server 'b' is now down (silent since 00:13:24 UTC) | No record change")
        .recordIsSetTo("b")
        .after("5m")
        .wroteNothing()
        .logged("state=partitioned: it moved the record, so it lives, out of reach");
  }

  @Test
  void theLastWriteOfADeadServerIsPutRight() {
    atPeace("b", "a", "b")
        .crashes("a")
        .after("3s")
        .recordIsSetTo("a")
        .after("20s")
        .wrote("b", "b")
        .recordHolds("b");
  }

  @Test
  void aRestartedHolderFindsItsRecordAndActsAsTheHolderAgain() {
    GroupStory story = starts("a", "a", "b").links("b").believes("b", "a").after("5s");

    assertThat(story.lastReport().holder()).isEqualTo("a");
    story.wroteNothing().toldNothing();
  }

  @Test
  void aRestartedHolderFollowsTheOneThatTookTheRecordMeanwhile() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("b").links("b").believes("b", "b");

    story.after("10m").wroteNothing().toldNothing();
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void aRecordThatPointsAtNoServerIsPutRightByTheFirstAfterTheStart() {
    starts("a", "a", "b")
        .recordIsSetTo("old.test")
        .links("b")
        .believes("b", null)
        .after("9.8s")
        .wroteNothing()
        .after("0.2s")
        .wrote("a");
    starts("a", "a", "b").recordIsSetTo("old.test").after("10m").wroteNothing();
  }

  @Test
  void anEditByHandIsToldOnceByTheHolderAndStaysUntilItFails() {
    atPeace("a", "a", "b", "c")
        .recordIsSetTo("hand.test")
        .after("10m")
        .wroteNothing()
        .told("record-edited");
    atPeace("b", "a", "b", "c")
        .recordIsSetTo("hand.test")
        .after("10m")
        .wroteNothing()
        .toldNothing()
        .doesNotSee("c", "a")
        .crashes("a")
        .after("3s")
        .wrote("b");
  }

  @Test
  void ofTwoThatBelieveToHoldTheRecordTheOneThatItDoesNotPointAtYields() {
    GroupStory story =
        atPeace("a", "a", "b", "c").recordIsSetTo("b").believes("b", "b").after("1s");

    story.wroteNothing().logged("yielded: b holds it");
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void theOneThatItPointsAtStays() {
    GroupStory story = atPeace("a", "a", "b", "c").believes("b", "b").after("1s");

    story.wroteNothing();
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void afterOurStandstillTheRecordIsReadBeforeWeBelieveThatWeHoldIt() {
    GroupStory story =
        atPeace("a", "a", "b").standsStill("30s").recordIsSetTo("b").event(new Event.Tick());

    story.closes("b").after("1s").links("b").believes("b", "b").after("1m").wroteNothing();
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void oneThatWasReplacedByTheServerItWasToHandTheRecordToSaysSo() {
    starts("b", "a", "b")
        .recordIsSetTo("b")
        .links("a")
        .believes("a", "b")
        .after("30s")
        .forgetting()
        .standsStill("5m")
        .recordIsSetTo("a")
        .event(new Event.Tick())
        .closes("a")
        .links("a")
        .believes("a", "a")
        .after("40s")
        .wroteNothing()
        .logged("state=yielded: a holds it");
  }

  @Test
  void aTakeOverThatFailsIsTriedUntilItSucceeds() {
    GroupStory story = atPeace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("10m").recordHolds("a").told("something went wrong");
    story.provider.mood(FakeProvider.Mood.WORKS);

    story.after("61s").recordHolds("b").told("has been changed to 'b'");
  }

  @Test
  void aTakeOverIsLeftWhenTheHolderIsBackBeforeItWasMade() {
    GroupStory story = atPeace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("1m");
    story.provider.mood(FakeProvider.Mood.WORKS);

    story.links("a").after("10m").recordHolds("a").wroteNothing();
  }

  @Test
  void aWriteThatLandsAfterItsTakeOverWasLeftMakesUsTheHolderAndIsTold() {
    GroupStory story = atPeace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").after("2.2s").wrote("b").links("a");
    story.provider.heldWriteLands();

    story.after("6s").logged("state=landed");
    story.told("the server's state changed again", "has been changed to 'b'");
    assertThat(story.lastReport().holder()).isEqualTo("b");
    story.recordHolds("b");
  }

  @Test
  void ofTwoThatSayThatTheyHoldTheRecordTheOneThatItPointsAtDoes() {
    GroupStory story = atPeace("c", "a", "b", "c").ill("a").takes("b");
    story.after("2m").wroteNothing().toldNothing().didNotLog("state=wanted");
  }

  @Test
  void anIllServerThatHasNotLookedYetHoldsNothingThatAnotherOneTook() {
    GroupStory story = atPeace("c", "a", "b", "c").ill("a").recordIsSetTo("b").after("10s");
    story.logged("state=yielded: b").forgetting().after("2m");
    story.wroteNothing().toldNothing().didNotLog("state=wanted");
  }

  @Test
  void anAdoptionNeverOverwritesAnotherServersTakeOver() {
    GroupStory story = starts("a", "a", "b", "c");
    story.provider.mood(FakeProvider.Mood.SILENT);
    story.links("b").links("c").believes("b", "a").believes("c", "a");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.recordIsSetTo("b").believes("b", "b").after("1m").wroteNothing().toldNothing();
  }

  @Test
  void aRecordThatWasSetByHandToAServerThatDiesComesBackToTheHolder() {
    atPeace("a", "a", "b", "c")
        .recordIsSetTo("b")
        .after("3m")
        .wroteNothing()
        .told("record-edited")
        .doesNotSee("c", "b")
        .crashes("b")
        .after("3s")
        .wrote("a");
  }

  @Test
  void aLinkedServerHasTimeToSayThatItTookTheRecord() {
    atPeace("a", "a", "b")
        .ownHealth(false)
        .recordIsSetTo("b")
        .after("62s")
        .didNotLog("edited")
        .believes("b", "b")
        .after("1m")
        .wroteNothing()
        .told("unhealthy [a] Server 'a' could not take over");
  }

  @Test
  void whenWeStopEachPeerIsToldAndNothingMovesAnyMore() {
    atPeace("b", "a", "b", "c")
        .event(new Event.Stopping(Duration.ZERO))
        .did("leave 1 it was stopped", "leave 2 it was stopped")
        .closes("a")
        .refused("a")
        .after("1m")
        .wroteNothing()
        .did();
  }

  @Test
  void withoutAWindowOnlyTheFirstActsAtOnce() {
    starts(settings("c", Duration.ZERO, true, "a", "b", "c"))
        .peace()
        .crashes("a")
        .wroteNothing()
        .takes("b")
        .after("1m")
        .wroteNothing();
  }

  @Test
  void whoHearsFromTheFailedHolderThatAnotherOneTookTheRecordLeavesItToThatOne() {
    GroupStory story = atPeace("c", "a", "b", "c").silent("b").after("10s").forgetting();
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.ill("a").after("0.4s").wrote("c").recordIsSetTo("b").believes("a", "b");
    story.logged("state=yielded: b holds it").provider.mood(FakeProvider.Mood.WORKS);
    story.after("1m").wroteNothing().recordHolds("b");
  }

  @Test
  void aSuccessorTellsWhatTheHolderDidNotComeToTellWhenItHasTheRecordAndNotBefore() {
    GroupStory story = atPeace("b", "a", "b", "c", "d", "e").doesNotSee("a", "c");
    story.doesNotSee("d", "a").doesNotSee("d", "c").doesNotSee("e", "a").doesNotSee("e", "c");
    story.crashes("c").after("3s").provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("5s").toldNothing().provider.mood(FakeProvider.Mood.WORKS);
    story.after("10s").told("peer-down [b] Server 'a'", "peer-down [b] Server 'c'");
  }
}
