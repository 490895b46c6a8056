// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.FakeProvider.Listing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's lists lag, or leave the claim out, and what is asked for by its id is found. */
class HiddenClaimStoriesTest {

  private static GroupStory story(String me, String... servers) {
    GroupStory story = starts(me, servers);
    story.provider.namesClaims();
    return story;
  }

  /** All linked, {@code a} holds the record by epoch 7, and no list shows that. */
  private static GroupStory unlisted(String me, String... servers) {
    GroupStory story = story(me, servers).claimIsOf("a", 7).peace();
    story.provider.lists(Listing.NO_CLAIM);
    return story;
  }

  @Test
  void aClaimThatNoListShowsIsMadeOnce() {
    GroupStory story = story("a", "a", "b");
    story.provider.lists(Listing.NO_CLAIM);
    story.links("b").after("10m").claimNames("a", 1);
  }

  @Test
  void itsIdIsToldToTheOthers() {
    GroupStory story = story("a", "a", "b").links("b").after("5s");
    assertThat(story.lastReport().reference()).isEqualTo(story.provider.reference()).isNotEmpty();
  }

  @Test
  void aDeadHolderIsReplacedThoughNoListShowsItsClaim() {
    GroupStory story = unlisted("b", "a", "b").crashes("a").after("5s").wrote("b");
    story.recordHolds("b").claimNames("b", 8).told("peer-down").after("3m");
    story.wroteNothing().didNotLog("state=conflict");
    assertThat(story.provider.claim().epoch()).isLessThan(15);
  }

  @Test
  void anUnlistedRenewalKeepsTheRecordAsLongAsItPromisesAtMost() {
    GroupStory story = unlisted("b", "a", "b").silent("a").after("3.2s").renews("a", 10);
    story.after("60s").wroteNothing().recordHolds("a").toldNothing();
  }

  @Test
  void aDeadHolderWhoseUnlistedRenewalWasItsLastIsReplacedWhenItsPromiseIsOver() {
    GroupStory story = unlisted("b", "a", "b").silent("a").after("3.2s").renews("a", 10);
    story.after("67s").wrote("b").recordHolds("b").told("peer-down", "claim-unlisted");
  }

  @Test
  void anUnlistedClaimIsRenewedInPlaceOfTheOneBefore() {
    GroupStory story = unlisted("a", "a", "b").silent("b").after("4s").claimNames("a", 8);
    story.didNotLog("state=conflict").didNotLog("state=failing");
  }

  @Test
  void aClaimThatWasDeletedIsMadeAgainByItsHolder() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 7).peace();
    story.provider.claim(null);
    story.after("72s").claimNames("a", 8).wroteNothing();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherServerMayHaveReplacedTheClaimThatIsGone(boolean linked) {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 7).peace();
    if (!linked) {
      story.crashes("b").after("5s");
    }
    story.calls();
    story.provider.claim(null);
    while (story.calls() == 0) {
      story.after("0.2s");
    }
    story.after("9s");
    assertThat(story.provider.claim()).isNull();
    story.after("2s").recordHolds("a");
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }

  @Test
  void aListThatShowsAgainWhatATakeOverReplacedIsNoEdit() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    RecordSnapshot before = story.provider.listed();
    story.crashes("a").after("5s").wrote("b").told("peer-down [b] Server 'a' is now down");
    story.provider.listsAgain(before);
    story.after("15s").wroteNothing().didNotLog("state=edited").toldNothing();
    story.provider.lists(Listing.ALL);
    story.after("2m").recordHolds("b").toldNothing();
  }

  @Test
  void norIsOneThatShowsAgainWhatAHandOverReplaced() {
    GroupStory story = story("a", "a", "b").claimIsOf("b", 7).takes("b").peace();
    RecordSnapshot before = story.provider.listed();
    story.recordIsSetTo("a").claimIsOf("a", 8).believes("b", "a").after("3s").recordHolds("a");
    story.leaves("b", "0s").closes("b").provider.listsAgain(before);
    story.after("12s").wroteNothing().didNotLog("state=edited");
    story.provider.lists(Listing.ALL);
    story.after("2m").recordHolds("a").wroteNothing();
  }

  @Test
  void whatIsSetBackToAServerThatThenStopsIsNotToldToNeedNoChange() {
    GroupStory story = story("a", "a", "b").claimIsOf("b", 7).recordIsSetTo("b").peace();
    story.crashes("b").after("5s").wrote("a").told("peer-down [a] Server 'b' is now down");
    story.links("b").after("3s").told("peer-up").recordIsSetTo("b");
    story
        .leaves("b", "0s")
        .closes("b")
        .after("70s")
        .recordHolds("a")
        .told("it held 'b', set by hand");
  }

  @Test
  void whatIsMovedOnceMoreForTheSameDeathIsNotToldAgain() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    RecordSnapshot before = story.provider.listed();
    story.crashes("a").after("5s").wrote("b").told("peer-down [b] Server 'a' is now down");
    story.provider.claim(null);
    story.after("8s").provider.listsAgain(before);
    while (!story.hasLogged("state=read value=a")) {
      story.after("0.2s");
    }
    story.provider.lists(Listing.ALL);
    story.after("2m").recordHolds("b").toldNothing();
  }

  @Test
  void whatStandsThereAfterAllIsAnEdit() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.crashes("a").after("5s").wrote("b").told("peer-down [b] Server 'a' is now down");
    story.recordIsSetTo("c.example.org").after("3m").told("record-edited");
  }

  @Test
  void whatWasMadeUnseenIsToldOnceItIsSeenToBeOurs() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.ill("a").after("1s").wrote("b").provider.heldWriteLands();
    story.provider.lists(Listing.NO_CLAIM);
    story.provider.findsByReference(false);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteFails()).believes("a", "b").after("10s");
    story.provider.lists(Listing.ALL);
    story.after("3m").recordHolds("b").told("something went wrong", "changed to 'b'");
  }

  @Test
  void aListThatLagsBehindATakeOverChangesNothing() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.provider.lists(Listing.OUTDATED);
    story.crashes("a").after("5s").wrote("b").claimNames("b", 8);
    story.told("peer-down [b] Server 'a' is now down").after("20s").wroteNothing();
    story.provider.lists(Listing.ALL);
    story.after("2m").wroteNothing().recordHolds("b").toldNothing();
  }

  @Test
  void aListThatStillShowsWhatWasReplacedIsAtLastNoWorkOfAnEditor() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.provider.lists(Listing.OUTDATED);
    story
        .crashes("a")
        .after("30m")
        .told("changed to 'b'", "but the record still holds a", "claim-unlisted");
    assertThat(story.provider.claim().epoch()).isLessThan(100);
  }

  @Test
  void aListThatLagsIsNoReasonToTakeTheRecordFromAHolderThatRenews() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.provider.lists(Listing.OUTDATED);
    story.silent("a").after("3.2s").renews("a", 10).after("4s");
    story.provider.lists(Listing.ALL);
    story.after("5s").recordHolds("a").claimNames("a", 8);
    story.after("2s").told("path-cut");
  }

  @Test
  void whatTheAnswerToAWriteShowsIsToldWithoutAnotherLook() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace().crashes("a").after("1.8s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("0.4s").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.event(story.provider.heldWriteSucceeds()).told("has been changed to 'b'");
  }

  @Test
  void whoMayNotWriteForAWhileStillKnowsTheClaimThatNoListShows() {
    GroupStory story = unlisted("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.REFUSES_WRITES);
    story.silent("b").after("60s").claimNames("a", 7).forgetting();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("15s").didNotLog("state=conflict").recordHolds("a");
    assertThat(story.provider.claim().epoch()).isGreaterThan(7);
  }

  @Test
  void whoLeavesTheRecordToAServerThatSeemsToHaveTakenItTakesItBackWhenThatIsDead() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace().crashes("a").after("9s");
    story.wrote("b").told("peer-down").recordIsSetTo("a").provider.claim(null);
    story.after("61s").logged("state=yielded: a holds it").after("3m").recordHolds("b");
    story.told("no-link", "peer-down [b] Server 'a' is now down");
  }

  @Test
  void whoFindsItsClaimGoneAndTheRecordAtAServerThatItMissesLeavesItToThat() {
    GroupStory story = unlisted("a", "a", "b").silent("b").after("3.2s");
    story.claimIsOf("b", 8).recordIsSetTo("b").after("5s").logged("state=yielded: b holds it");
    story.wroteNothing().recordHolds("b").claimNames("b", 8);
  }

  @Test
  void notSoWhereTheRecordWasThereBefore() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 7).peace().recordIsSetTo("b");
    story.after("65s").logged("state=edited").provider.claim(null);
    story.after("70s").didNotLog("state=yielded");
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }

  @Test
  void soDoesOneThatHearsOfALaterClaimThanItsOwnThatIsGone() {
    GroupStory story = unlisted("a", "a", "b").standsStill("20s").claimIsOf("b", 8);
    story.provider.findsByReference(false);
    story.recordIsSetTo("b").believes("b", "b").after("12s").logged("state=yielded: b holds it");
    story.wroteNothing().claimNames("b", 8);
  }

  @Test
  void aClaimThatWasEditedToAnEarlierEpochIsBelievedWhenItsHolderIs() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.claimIsOf("b", 1).believes("a", "b").after("2m");
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void aClaimBeyondBeliefIsReplacedThoughItHidesOneThatWasJustMade() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 7).peace().silent("b").after("4s");
    story.claimIsOf("b", Claim.LAST_EPOCH).after("2m");
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }

  @Test
  void aRecordThatIsListedLateIsNoEditThoughItsClaimIsFoundByItsId() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.provider.lists(Listing.OUTDATED);
    story.crashes("a").after("25s").wrote("b").didNotLog("state=failing").didNotLog("edited");
  }

  @Test
  void aHandOverThatMayHaveLandedUnseenIsNotTakenBackAtOnce() {
    GroupStory story = story("b", "a", "b").claimIsOf("b", 7).recordIsSetTo("b").believes("a", "b");
    story.hasNotReadTheClaim("a").links("a").after("58s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("3s").wrote("a").provider.heldWriteLands();
    story.provider.lists(Listing.NO_CLAIM);
    story.provider.findsByReference(false);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.forgetting().event(story.provider.heldWriteFails()).after("6s");
    story.didNotLog("claim=b state=writing").claimNames("a", 8);
  }
}
