// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.FakeProvider.Mood;
import org.junit.jupiter.api.Test;

/** A claim was deleted, and its holder, that knew of none, began again at epoch 1. */
class ClaimMadeAnewStoriesTest {

  private static GroupStory story(String me, String... servers) {
    GroupStory story = starts(me, servers);
    story.provider.namesClaims();
    return story;
  }

  @Test
  void itsHolderRaisesItAboveWhatTheOthersKnow() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 1).remembers("b", 65).peace();
    story.after("2m").claimNames("a", 66).wroteNothing();
  }

  @Test
  void andOnlyOnce() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 1).remembers("b", 65).peace();
    story.after("10m").claimNames("a", 66);
  }

  @Test
  void whoRemembersALaterOneDoesNotSayThatTheProviderHidesIt() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 65).peace();
    story.claimIsOf("a", 2).after("5m").toldNothing();
  }

  @Test
  void whereTheHolderNeverWasSeenSinceAStartItIsAskedForWithoutAPause() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 7);
    story.provider.mood(Mood.DOWN);
    story.after("2m").calls();
    story.after("30s");
    assertThat(story.calls()).isGreaterThan(8);
  }

  @Test
  void aClaimThatWasSeenAndThenDeletedIsMadeForTheDeadWithoutAPause() {
    GroupStory story = story("b", "a", "b").recordIsSetTo("b").believes("a", "b").links("a");
    story.after("30s").claimNames("b", 1).claimIsOf("a", 2).recordIsSetTo("a").believes("a", "a");
    story.after("65s").crashes("a").provider.claim(null);
    while (!story.hasLogged("claim=a state=settled")) {
      story.after("0.2s");
    }
    story.after("1s").wrote("b").recordHolds("b");
  }

  /** A try that lands late stands beside what followed the one before it, and must not count. */
  @Test
  void eachTryToMakeADeletedClaimAgainIsOfTheSameEpoch() {
    GroupStory story = story("a", "a", "b").claimIsOf("a", 7).peace();
    story.provider.mood(Mood.HOLDS_WRITES);
    story.provider.claim(null);
    story.after("5m");
    assertThat(story.countLogged("claim=a state=writing epoch=8 ")).isGreaterThan(1);
    assertThat(story.countLogged("claim=a state=writing"))
        .isEqualTo(story.countLogged(" epoch=8 "));
  }

  @Test
  void aWriteThatLandsWhenNobodyWantsItAnyMoreIsKnownByItsAnswer() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    RecordSnapshot before = story.provider.listed();
    story.provider.mood(Mood.HOLDS_WRITES);
    story.ill("a").after("1s").wrote("b").well("a").after("0.2s").logged("state=left");
    story.provider.heldWriteLands();
    story.provider.mood(Mood.WORKS);
    story.provider.listsAgain(before);
    story.event(story.provider.heldWriteSucceeds()).after("1s");
    assertThat(story.lastReport().epoch()).isEqualTo(8);
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void notSoWhereWeStoodStillUntilTheAnswer() {
    GroupStory story = story("b", "a", "b").claimIsOf("a", 7).peace();
    story.provider.mood(Mood.HOLDS_WRITES);
    story.crashes("a").after("3s").wrote("b").provider.heldWriteLands();
    story.forgetting().standsStill("20s");
    story.provider.mood(Mood.HOLDS_READS);
    story.event(story.provider.heldWriteSucceeds());
    assertThat(story.status().role().holder()).isNotEqualTo("b");
  }
}
