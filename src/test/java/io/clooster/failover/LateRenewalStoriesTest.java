// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.FakeProvider.Mood;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A provider that only looks before it writes lets a late renewal overwrite the claim of the server
 * that has taken over, and leaves the record where that one put it.
 */
class LateRenewalStoriesTest {

  /** {@code a} holds the record by epoch 7. */
  private static GroupStory peaceWithoutAFence() {
    GroupSettings settings = GroupStory.settings("a", Duration.ofSeconds(2), true, "a", "b");
    GroupStory story =
        GroupStory.starts(
                GroupSettingsWith.same(GroupStory.claiming(settings, false))
                    .fenced(false)
                    .settings())
            .claimIsOf("a", 7)
            .peace();
    story.provider.onlyLooksBeforeItWrites();
    return story;
  }

  /** Two tries of the holder's renewal are under way while {@code b} takes over. */
  private static GroupStory takenFromAHolderThatRenews() {
    GroupStory story = peaceWithoutAFence();
    story.provider.mood(Mood.HOLDS_WRITES);
    story.silent("b").after("7s").claimNames("a", 7);
    return story.claimIsOf("b", 8).recordIsSetTo("b");
  }

  private static void isPutRight(GroupStory story) {
    story.wrote("a").recordHolds("a");
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }

  @Test
  void whoYieldedAndHasTheClaimAgainByALateTryMovesTheRecordBack() {
    GroupStory story = takenFromAHolderThatRenews();
    story.event(story.provider.latestHeldWriteConflicts()).after("0.2s").logged("state=yielded");
    story.provider.heldWriteLands();
    story.provider.mood(Mood.WORKS);
    isPutRight(story.event(story.provider.heldWriteSucceeds()).after("1s"));
  }

  @Test
  void soItDoesWhereTheAnswerIsLost() {
    GroupStory story = takenFromAHolderThatRenews();
    story.event(story.provider.latestHeldWriteConflicts()).after("0.2s").logged("state=yielded");
    story.provider.heldWriteLands();
    story.provider.mood(Mood.WORKS);
    isPutRight(story.event(story.provider.heldWriteFails()).after("61s"));
  }

  @Test
  void soItDoesWhereItNeverSawTheOtherOnesClaim() {
    GroupStory story = takenFromAHolderThatRenews();
    story.provider.heldWriteLands();
    story.provider.mood(Mood.WORKS);
    isPutRight(story.event(story.provider.heldWriteSucceeds()).after("5s"));
  }

  @Test
  void beforeItHoldsTheOtherOneForDead() {
    GroupStory story = peaceWithoutAFence();
    story.provider.mood(Mood.HOLDS_WRITES);
    story.silent("b").after("3.6s").claimIsOf("b", 8).recordIsSetTo("b");
    story.provider.heldWriteLands();
    story.provider.mood(Mood.WORKS);
    story.event(story.provider.heldWriteSucceeds()).after("1s").logged("state=overtaken");
    story.didNotLog("peer=b state=down").didNotLog("state=edited");
    isPutRight(story);
  }

  @Test
  void aTryFromLongAgoLeavesTheRecordToTheOneThatHoldsItByALaterClaim() {
    GroupStory story = peaceWithoutAFence().believes("b", "b").remembers("b", 12);
    story.claimIsOf("a", 8).recordIsSetTo("b").after("61s").logged("state=yielded").wroteNothing();
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void whatIsEditedToAServerAMinuteAfterTheLastRenewalStays() {
    GroupStory story = peaceWithoutAFence();
    story.silent("b").after("3.5s").claimNames("a", 8).talks("b").links("b").after("61s");
    story.recordIsSetTo("b").after("61s").wroteNothing().logged("state=edited");
  }

  @Test
  void soDoesWhatIsEditedToNoServer() {
    GroupStory story = peaceWithoutAFence().silent("b").after("3.5s").claimNames("a", 8);
    story.recordIsSetTo("by-hand").after("20s").wroteNothing().logged("state=edited");
  }
}
