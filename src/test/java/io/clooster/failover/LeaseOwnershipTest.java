// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.peace;
import static io.clooster.failover.ClaimStoriesTest.starts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who holds the records by the claim, where that is missing, edited, or goes to another server. */
class LeaseOwnershipTest {

  @Test
  void anEditStaysThoughTheHoldersClaimIsDeletedToo() {
    GroupStory story = peace("b", "a", "b").recordIsSetTo("elsewhere");
    story.provider.claim(null);
    story.after("2m").wroteNothing().recordHolds("elsewhere");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void beforeTheFirstClaimAnEditTakesNothingFromAHolderInSight() {
    GroupStory story = starts("b", "a", "b").links("a").after("10s").recordIsSetTo("b");
    story.after("2m").wroteNothing();
    assertThat(story.provider.claim()).isNull();
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void aDeadHolderWhoseClaimIsDeletedIsReplacedWhenItsPromiseIsOverAndNotAtTheNextRegularLook() {
    GroupStory story = peace("b", "a", "b").silent("a").after("3s").renews("a", 60).after("5s");
    story.told("path-cut").provider.claim(null);
    story.after("65s").wrote("b").recordHolds("b");
  }

  @Test
  void afterAnOutageTheHolderHasTimeToMakeItsDeletedClaimAgainItself() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("10s").provider.claim(null);
    story.provider.mood(FakeProvider.Mood.WORKS);
    while (!story.hasLogged("state=left")) {
      story.after("0.2s");
    }
    story.after("1s");
    assertThat(story.provider.claim()).isNull();
  }

  @Test
  void whoFindsItsClaimIsTheHolderBeforeTheRecordIsBack() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("c", "a");
    story.provider.mood(FakeProvider.Mood.FAILS_AFTER_WRITING);
    story.crashes("a").after("2.1s").claimNames("b", 8).recordIsSetTo("elsewhere");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("5s");
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void aTakeOverThatLandsAfterItWasLeftMakesUsTheHolder() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").after("3s").wrote("b").links("a").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("6s").recordHolds("b").logged("state=landed");
    assertThat(story.lastReport().holder()).isEqualTo("b");
    story.told("the server's state changed again", "has been changed to 'b'");
  }

  @Test
  void aRestartedHolderTellsAnEditThatItFinds() {
    GroupStory story = starts("a", "a", "b").claimIsOf("a", 7).recordIsSetTo("hand.test");
    story.links("b").after("2m").wroteNothing().told("record-edited");
  }

  @Test
  void aDeadServersLastWriteIsNoSignOfLife() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("a", "c").crashes("c").after("5s");
    story.crashes("a").claimIsOf("c", 8).recordIsSetTo("c").forgetting();
    story.after("55s").wroteNothing().didNotLog("peer=c state=partitioned").after("15s").wrote("b");
  }

  @Test
  void aServerThatDiesBeforeItSaidThatItTookTheClaimIsReplacedAtOnce() {
    GroupStory story = peace("c", "a", "b", "c").doesNotSee("b", "a").crashes("a").after("2s");
    story.claimIsOf("b", 8).recordIsSetTo("b").after("6s").wroteNothing();
    story.crashes("b").after("3s").wrote("c").claimNames("c", 9);
  }

  @Test
  void whatACutOffHolderWroteBeforeAnotherOneVouchedForItDelaysNoTakeOver() {
    GroupStory story = peace("b", "a", "b", "c").silent("a").after("4s").renews("a", 60);
    story.after("26s").doesNotSee("c", "a").after("5s").wrote("b").recordHolds("b");
  }

  @Test
  void howeverShortTheWindowIsItTakesALookAfterIt() {
    GroupStory story = starts("b", Duration.ofMillis(500), false, "a", "b").claimIsOf("a", 7);
    story.peace().crashes("a").after("0.3s").renews("a", 10).after("5s").wroteNothing();
    story.recordHolds("a").told("path-cut");
  }

  @Test
  void aSuccessorThatWeNeverSawHasItsOwnTimeToMakeADeletedClaimAgain() {
    GroupStory story = starts("c", "a", "b", "c").doesNotSee("a", "b").links("a").after("62s");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("10s").provider.mood(FakeProvider.Mood.WORKS);
    while (!story.hasLogged("state=left")) {
      story.after("0.2s");
    }
    story.claimIsOf("b", 9).recordIsSetTo("b").believes("a", "b").links("a");
    story.provider.claim(null);
    story.after("55s").didNotLog("peer=b state=down").after("30s").logged("peer=b state=down");
  }

  @Test
  void soItHasWhereTheClaimOfTheOneBeforeItIsTheLastThatWeRead() {
    GroupStory story = starts("c", "a", "b", "c").claimIsOf("a", 7).links("a").doesNotSee("a", "b");
    story.after("62s").silent("a").after("3s").renews("a", 10).after("8s").claimIsOf("b", 9);
    story.recordIsSetTo("b").believes("a", "b").talks("a").links("a").provider.claim(null);
    story.after("60s").didNotLog("peer=b state=down").after("10s").logged("peer=b state=down");
  }
}
