// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.peace;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider refuses a write by whatever code: what it means is told by what stands there. */
class RefusalStoriesTest {

  /** {@code b} has just written, as {@code a} died, and has no answer yet. */
  private static GroupStory takingOver() {
    GroupStory story = peace("b", "a", "b");
    story.provider.hidesConflicts();
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    return story.silent("a").after("6s").wrote("b");
  }

  @Test
  void whoWasNotFastEnoughLooksAtOnceAndTellsNothing() {
    GroupStory story = takingOver().renews("a", 10);
    story.event(story.provider.heldWriteConflicts());
    assertThat(story.calls()).isPositive();
    story.logged("state=conflict").after("11s").didNotLog("state=failing").told("path-cut");
  }

  @Test
  void aListThatLagsBehindTheFasterOneMakesNoFailureOfIt() {
    GroupStory story = takingOver();
    story.provider.lists(FakeProvider.Listing.OUTDATED);
    story.renews("a", 10).event(story.provider.heldWriteConflicts()).after("2s");
    story.provider.lists(FakeProvider.Listing.ALL);
    story.after("9s").didNotLog("state=failing").told("path-cut");
  }

  @Test
  void oneThatMayNotWriteIsToldSoInTheProvidersWordsAsSoonAsOfAFailingApi() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.REFUSES_WRITES);
    story.crashes("a").after("11.8s").toldNothing().after("0.6s");
    story.told("something went wrong while updating the record | Here's what went wrong: Cloud");
  }

  @Test
  void itIsTriedAgainAfterThreeSecondsAndThenMoreRarelyButOftenEnough() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.REFUSES_WRITES);
    story.crashes("a").after("2.2s").wrote("b").after("2.6s").wroteNothing();
    story.after("0.6s").wrote("b").after("60s");
    assertThat(story.calls()).isBetween(12, 25);
  }

  @Test
  void whenItIsAllowedToWriteAtLastItDoes() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.REFUSES_WRITES);
    story.crashes("a").after("20s").forgetting();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("20s").wrote("b").recordHolds("b").told("has been changed to 'b'");
  }

  @Test
  void aLostRaceThatNoReadShowsIsARefusalAndIsTold() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.CALLS_WRITES_LATE);
    story.crashes("a").after("11.8s").toldNothing().after("0.6s");
    story.told("as if another one had been faster, and shows nothing new");
  }

  @Test
  void whenItTakesWritesAgainTheRecordMovesWithinTwelveSecondsHoweverLongThatTook() {
    for (FakeProvider.Mood mood :
        List.of(FakeProvider.Mood.CALLS_WRITES_LATE, FakeProvider.Mood.REFUSES_WRITES)) {
      GroupStory story = peace("b", "a", "b");
      story.provider.mood(mood);
      story.crashes("a").after("10m").forgetting();
      story.provider.mood(FakeProvider.Mood.WORKS);
      story.after("12s").recordHolds("b");
    }
  }

  @Test
  void whatItAsksUsToWaitIsWaited() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.REFUSES_WRITES);
    story.provider.retryAfter(Duration.ofSeconds(20));
    story.crashes("a").after("2.2s").wrote("b").after("19.6s");
    assertThat(story.calls()).isZero();
    story.after("1s");
    assertThat(story.calls()).isPositive();
  }

  @Test
  void aHolderThatMayNotRenewItsClaimKeepsTrying() {
    GroupStory story = peace("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.REFUSES_WRITES);
    story.silent("b").after("60s").logged("state=failing: Cloudflare says");
    assertThat(story.calls()).isBetween(8, 30);
  }

  @Test
  void soItIsInAPairOfProtocol1() {
    PairStory story = PairStory.listening().confirm("0s").atPeace();
    story.provider(FakeProvider.Mood.REFUSES_WRITES).linkCloses(1).after("15s");
    story.told("but something went wrong");
  }
}
