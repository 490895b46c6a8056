// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.handsOver;
import static io.clooster.failover.ClaimStoriesTest.starts;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The server that the record goes back to, which may be gone again by then. */
class HandoverTest {

  @Test
  void theRecordOfAnHeirThatIsGoneIsWantedBackBeforeTheProviderAnswersAgain() {
    GroupStory story = handsOver(FakeProvider.Mood.DOWN).logged("state=wanted value=a");
    story.provider.retryAfter(Duration.ofMinutes(5));
    story.after("5s").forgetting().crashes("a").after("0.2s").logged("state=wanted value=b");
  }

  @Test
  void anHeirThatWasGoneWhenTheHolderWokeUpIsAnnouncedAnew() {
    GroupStory story = handsOver(FakeProvider.Mood.DOWN).after("5s").forgetting();
    story.standsStill("20s").closes("a").links("a").provider.mood(FakeProvider.Mood.WORKS);
    story.after("30s").logged("peer=a state=preferred");
  }

  @Test
  void aHolderThatLostTheRecordAndGotItBackAnnouncesWhereItGoesAnew() {
    GroupStory story = starts("b", "a", "b", "c").recordIsSetTo("b").claimIsOf("b", 7).links("a");
    story.links("c").believes("a", "b").after("5s").logged("peer=a state=preferred");
    story.claimIsOf("c", 8).recordIsSetTo("c").believes("c", "c").after("5s");
    story.logged("state=yielded").claimIsOf("b", 9).recordIsSetTo("b").believes("c", "b");
    story.after("5s").logged("peer=a state=preferred");
  }

  @Test
  void whatAnotherServerSentBeforeItHeardOfTheStopHoldsNothingUp() {
    GroupStory story = ClaimStoriesTest.starts("b", "a", "b", "c").claimIsOf("a", 7).peace();
    story.provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.leaves("a", "0s").sees("c", "a").after("0.2s").doesNotSee("c", "a");
    story.provider.mood(FakeProvider.Mood.WORKS);
    while (story.provider.holdsReads()) {
      story.event(story.provider.heldReadSucceeds());
    }
    story.after("2s").wrote("b").didNotLog("state=left").told("was stopped");
  }
}
