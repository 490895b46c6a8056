// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without the claim: who holds the record, when its value and what the servers say differ. */
class RecordOwnershipTest {

  @Test
  void ofTwoThatSayThatTheyHoldTheRecordTheLastWordIsLessThanWhatItPointsAt() {
    GroupStory story = atPeace("c", "a", "b", "c").takes("b").closes("a").links("a").after("61s");
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void aRecordThatIsSetToUsByHandIsTheHoldersAllTheSame() {
    GroupStory story = atPeace("b", "a", "b", "c").recordIsSetTo("b").after("61s");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void aTakeOverIsNotLeftToADeadServer() {
    GroupStory story = atPeace("b", "a", "b", "c", "d", "e");
    for (String other : new String[] {"d", "e"}) {
      story.doesNotSee(other, "a").doesNotSee(other, "c");
    }
    story.doesNotSee("a", "c").crashes("c").after("3s").provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("5s").recordIsSetTo("c").provider.mood(FakeProvider.Mood.WORKS);
    story.after("20s").didNotLog("state=yielded").wrote("b").recordHolds("b");
  }

  @Test
  void whoIsNotFitAnyMoreLeavesItsTakeOver() {
    GroupStory story = atPeace("b", "a", "b", "c").doesNotSee("c", "a");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("3s").logged("state=wanted value=b").ownHealth(false);
    story.logged("state=left").provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").wroteNothing();
  }

  @Test
  void theHoldersWordOfItsSuccessorCountsWhereTheProviderSaysNothing() {
    GroupStory story = atPeace("b", "a", "b", "c");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.silent("c").believes("a", "c").after("1s");
    assertThat(story.lastReport().holder()).isEqualTo("c");
  }

  @Test
  void theHoldersWordThatWeSucceedItMakesUsLookOnce() {
    GroupStory story = atPeace("b", "a", "b", "c").after("5s").forgetting().believes("a", "b");
    assertThat(story.after("10s").calls()).isEqualTo(1);
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void aHolderLosesNothingByTheWordOfTheOneBeforeIt() {
    GroupStory story = atPeace("b", "a", "b", "c").doesNotSee("c", "a").crashes("a").after("3s");
    story.wrote("b").believes("c", "b").links("a").believes("a", "c").after("10s");
    story.didNotLog("state=yielded");
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }
}
