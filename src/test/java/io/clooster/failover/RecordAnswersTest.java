// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.peace;
import static io.clooster.failover.ClaimStoriesTest.starts;
import static io.clooster.failover.GroupStory.atPeace;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Answers of the provider that are late, lost or refusals: what is told, and when it is asked. */
class RecordAnswersTest {

  /** {@code b} has just written, as {@code a} died, and that has neither landed nor failed yet. */
  private static GroupStory takingOver() {
    GroupStory story = atPeace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    return story.crashes("a").after("2.2s").wrote("b");
  }

  @Test
  void aTakeOverThatTheWriteOfTheOneBeforeDidIsToldAsAChange() {
    GroupStory story = takingOver();
    story.links("a").after("3s").told("changed again");
    story.crashes("a").after("1s").provider.heldWriteLands();
    story.after("3s").wroteNothing().told("has been changed to 'b'");
  }

  @Test
  void aWriteThatLandsWhileWeStandStillIsToldAsAChange() {
    GroupStory story = takingOver();
    story.provider.heldWriteLands();
    story.standsStill("20s").after("10s").wroteNothing().told("has been changed to 'b'");
  }

  @Test
  void aWriteThatLandsAfterItWasLeftHasNoTimesToTell() {
    GroupStory story = takingOver();
    story.links("a").provider.heldWriteLands();
    story.after("10s").didNotLog("state=moved").logged("state=landed");
  }

  @Test
  void aSlowReadBackIsNotTakenForASlowChange() {
    GroupStory story = takingOver();
    story.provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.event(story.provider.heldWriteSucceeds()).after("5s");
    story.event(story.provider.heldReadSucceeds());
    story.logged("decided +2 s, written +2.2 s, verified +7.2 s at");
  }

  @Test
  void theLateAnswerToAWriteThatWasGivenUpMakesUsLook() {
    GroupStory story = takingOver();
    story.after("28s");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.provider.retryAfter(Duration.ofMinutes(5));
    story.after("6s").logged("no answer within 30 s").forgetting().provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteSucceeds()).after("1s").told("has been changed to 'b'");
  }

  @Test
  void whoLosesTheRaceLooksAtOnceAndSaysSo() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").after("3s").wrote("b").renews("a", 10);
    story.event(story.provider.heldWriteConflicts()).logged("state=conflict");
    assertThat(story.calls()).isPositive();
  }

  @Test
  void aHolderThatMakesItsClaimAgainJustBeforeWeDoItForItLives() {
    GroupStory story = peace("b", "a", "b");
    story.provider.claim(null);
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.silent("a").after("6s").logged("claim=a state=writing epoch=8").claimIsOf("a", 8);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteConflicts()).after("20s").wroteNothing();
    story.recordHolds("a").told("path-cut");
  }

  @Test
  void aHolderThatLosesAServerAfterAClaimMadeInVainLooksAtOnce() {
    GroupStory story = starts("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.IGNORES_WRITES);
    story.links("b").after("30s").calls();
    do {
      story.after("0.2s");
    } while (story.calls() == 0);
    story.after("1s").crashes("b").after("0.4s");
    assertThat(story.calls()).isPositive();
  }

  @Test
  void theProviderIsBackAlsoWhereTheClaimNamesAServerThatIsNoneOfUs() {
    GroupStory story = peace("a", "a", "b").claimIsOf("stranger", 8).after("61s");
    story
        .told("claim-foreign [a] The record 'www.test' belongs to 'stranger'")
        .provider
        .mood(FakeProvider.Mood.DOWN);
    story.after("10m").told("record-lost").provider.mood(FakeProvider.Mood.WORKS);
    story.after("61s").told("record-found");
  }

  @Test
  void anEditIsPutBackByTheLookThatFindsIt() {
    GroupStory story = starts("a", Duration.ofSeconds(2), true, "a", "b").claimIsOf("a", 7);
    story.peace().recordIsSetTo("elsewhere").after("61s").wrote("a").recordHolds("a");
    story.logged("state=edited: holds elsewhere; is put back");
  }

  @Test
  void anEditAfterATakeOverIsPutBackAndTellsNoDeathAgain() {
    GroupStory story = starts("b", Duration.ofSeconds(2), true, "a", "b").claimIsOf("a", 7);
    story.peace().crashes("a").after("10s").wrote("b").told("peer-down");

    story.recordIsSetTo("elsewhere").after("61s").wrote("b").recordHolds("b");

    story.told("record-edited [b] The record 'www.test' was changed by hand");
  }

  @Test
  void anEditThatWasToldBeforeAnotherOneHeldTheRecordIsOverWithoutAWord() {
    GroupStory story = peace("a", "a", "b").recordIsSetTo("hand.test").after("61s");
    story.told("record-edited").claimIsOf("b", 8).takes("b").after("61s").logged("state=yielded");
    story.claimIsOf("a", 9).recordIsSetTo("a").believes("b", "a").after("61s").toldNothing();
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void aClaimThatIsDestroyedAfterATakeOverIsNoFailureOfTheProvider() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").after("2.2s").wrote("b").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    Event accepted = story.provider.heldWriteSucceeds();
    story.provider.claim(null);
    story.event(accepted).after("15s").didNotLog("state=failing").recordHolds("b");
    story.told("has been changed to 'b'");
  }
}
