// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.FakeProvider.Listing;
import org.junit.jupiter.api.Test;

/** The provider accepts the claim, and shows it to nobody; or only to who asks for it by its id. */
class UnseenClaimStoriesTest {

  private static GroupStory peace(String me, String... servers) {
    GroupStory story = starts(me, servers).claimIsOf("a", 7);
    story.provider.namesClaims();
    return story.peace();
  }

  /** The same, and for three minutes nobody has seen the claim. */
  private static GroupStory unseen(String me, String... servers) {
    return hide(peace(me, servers)).after("3m").told("claim-unseen").forgetting();
  }

  private static GroupStory hide(GroupStory story) {
    story.provider.lists(Listing.NO_CLAIM);
    story.provider.findsByReference(false);
    return story;
  }

  private static GroupStory show(GroupStory story) {
    story.provider.lists(Listing.ALL);
    story.provider.findsByReference(true);
    return story;
  }

  // The holder.

  @Test
  void aHolderThatMadeAClaimThatNoReadShowsTellsItWithinAMinuteAndWritesItOnceMore() {
    GroupStory story = starts("a", "a", "b");
    story.provider.namesClaims();
    hide(story).links("b").after("60s");
    story.told("claim-unseen [a] The DNS provider does not show the claim of 'www.test'");
    story.after("9m").toldNothing();
    assertThat(story.provider.claim().epoch()).isLessThan(5);
  }

  @Test
  void aHolderWhoseClaimNoListShowsTellsWhatHoldsAllTheSame() {
    GroupStory story = starts("a", "a", "b");
    story.provider.namesClaims();
    story.provider.lists(Listing.NO_CLAIM);
    story.links("b").after("60s").told("claim-unlisted [a] The DNS provider's lists do not show");
    show(story).after("61s").told("claim-listed").after("10m").claimNames("a", 1).toldNothing();
  }

  @Test
  void listsThatLagByHalfAMinuteAreNoNews() {
    GroupStory story = starts("a", "a", "b");
    story.provider.namesClaims();
    hide(story).links("b").after("29s");
    show(story).after("2m").claimNames("a", 1).toldNothing();
  }

  @Test
  void aClaimThatWasDeletedBeforeItsHolderSawItIsMadeAgain() {
    GroupStory story = starts("a", "a", "b");
    story.provider.namesClaims();
    hide(story).links("b").after("5s").provider.claim(null);
    show(story).after("60s").toldNothing();
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }

  // The others.

  @Test
  void aStandbyThatMissesWhatTheHolderTellsOfDecidesWithoutItAndSaysSo() {
    GroupStory story = hide(peace("b", "a", "b")).after("70s").toldNothing().after("70s");
    story.told("claim-unseen [b] The DNS provider does not show the claim of 'www.test'");
    story.logged("state=claim unseen");
  }

  @Test
  void thenADeadHolderIsReplacedAtOnce() {
    unseen("b", "a", "b").crashes("a").after("5s").wrote("b").recordHolds("b").told("peer-down");
  }

  @Test
  void alsoWhereTheAnswersToWritesShowNothing() {
    GroupStory story = unseen("b", "a", "b");
    story.provider.answersWritesWithNothing();
    story.crashes("a").after("5s").wrote("b").recordHolds("b").told("peer-down");
    story.after("10m").wroteNothing();
    assertThat(story.provider.claim().epoch()).isLessThan(40);
  }

  @Test
  void aMinorityMovesNothing() {
    GroupStory story = unseen("b", "a", "b", "c").crashes("c").crashes("a").after("2m");
    story.wroteNothing().recordHolds("a");
  }

  @Test
  void aMajorityDoes() {
    GroupStory story = unseen("b", "a", "b", "c").doesNotSee("c", "a").crashes("a").after("5s");
    story.wrote("b").recordHolds("b");
  }

  @Test
  void theFirstReadThatShowsItEndsThat() {
    GroupStory story = show(unseen("b", "a", "b")).after("61s").told("claim-listed");
    story.silent("a").after("3.2s").renews("a", 10).after("9s").wroteNothing().told("path-cut");
  }

  @Test
  void looksThatWereBegunOutOfSightOfTheHolderDoNotCount() {
    GroupStory story = hide(peace("b", "a", "b")).silent("a").after("3.2s").renews("a", 10);
    story.after("55s").toldNothing().wroteNothing();
  }

  @Test
  void looksOverAMinuteAreNotEnough() {
    GroupStory story = hide(peace("b", "a", "b"));
    for (int looks = 0; looks < 5; looks += story.calls()) {
      story.after("0.2s");
    }
    show(story).after("2m").toldNothing();
  }

  @Test
  void aHolderThatFindsTheRecordAtOneThatItMissesLeavesItToThat() {
    GroupStory story = unseen("a", "a", "b").silent("b").after("5s").recordIsSetTo("b");
    story.after("2m").wroteNothing().logged("state=yielded: b holds it");
  }

  // Those that only its id shows it to.

  @Test
  void whereOnlyItsIdShowsItAMinorityDoesNotReplaceAHolderThatMayHaveRenewed() {
    GroupStory story = peace("b", "a", "b", "c");
    story.provider.lists(Listing.NO_CLAIM);
    story.after("2m").silent("a", "c").after("3.2s").renews("a", 10).after("5m");
    story.wroteNothing().recordHolds("a");
  }

  @Test
  void aClaimBeyondBeliefThatIsAllThatIsToBeSeenIsReplaced() {
    GroupStory story = unseen("a", "a", "b").claimIsOf("b", Claim.LAST_EPOCH);
    show(story).after("2m").recordHolds("a");
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }
}
