// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a server does that only says what it would do, and what the others make of it. */
class ObserveStoriesTest {
  private static final String WOULD =
      "The record 'www.test' holds 'a'. 'b' would change it to 'b' now, and does not";

  private static GroupSettings settings(String me, String... servers) {
    return GroupStory.settings(me, Duration.ofSeconds(2), true, servers);
  }

  /** We observe. */
  private static GroupStory starts(String me, String... servers) {
    return GroupStory.starts(
        GroupSettingsWith.same(settings(me, servers)).claim(true).observing(true).settings());
  }

  /** We observe; all linked, {@code a} acts, and holds the record by epoch 7. */
  private static GroupStory observer(String me, String... servers) {
    return starts(me, servers).claimIsOf("a", 7).peace();
  }

  /** All observe, and there has never been a claim: something else moves the record today. */
  private static GroupStory observers(String me, String... servers) {
    GroupStory story = starts(me, servers);
    for (String server : servers) {
      if (!server.equals(me)) {
        story.believes(server, server.equals("a") ? null : "a").observes(server);
      }
    }
    return story.peace();
  }

  /** We act; all linked, {@code a} holds the record by epoch 7. */
  private static GroupStory peace(String me, String... servers) {
    return GroupStory.starts(GroupStory.claiming(settings(me, servers), false))
        .claimIsOf("a", 7)
        .peace();
  }

  // We observe.

  @Test
  void theDeathOfTheHolderIsToldWithWhatWouldBeDoneOnce() {
    GroupStory story = observer("b", "a", "b").crashes("a").after("1h");

    story.wroteNothing().recordHolds("a").claimNames("a", 7);
    assertThat(story.incidents()).hasSize(1);
    story.told("Server 'a' is now down (connection closed, nobody listens there) | " + WOULD);
  }

  @Test
  void andItsReturnIsToldAsThat() {
    GroupStory story = observer("b", "a", "b").crashes("a").after("1h").forgetting();

    story.links("a").after("10m");

    story.wroteNothing();
    assertThat(story.messages()).noneMatch(text -> text.contains("would change"));
    assertThat(story.status().role()).extracting(Status.Role::holder).isEqualTo("a");
  }

  @Test
  void eachDeathIsToldAnew() {
    GroupStory story = observer("b", "a", "b").crashes("a").after("5m").links("a").after("5m");

    story.forgetting().crashes("a").after("5m").wroteNothing();

    assertThat(story.messages()).filteredOn(text -> text.contains("would change")).hasSize(1);
  }

  @Test
  void aHolderThatRenewsItsClaimWouldKeepTheRecord() {
    GroupStory story = observer("b", "a", "b").silent("a");
    for (int times = 0; times < 60; times++) {
      story.renews("a", 10).after("5s");
    }
    story.wroteNothing();
    assertThat(story.messages()).noneMatch(text -> text.contains("would change"));
  }

  @Test
  void anUnhealthyOrDrainedHolderIsTooToldWithWhatWouldBeDone() {
    observer("b", "a", "b")
        .ill("a")
        .after("1h")
        .wroteNothing()
        .told("Server 'a' is unhealthy: its own checks fail | " + WOULD);
    observer("b", "a", "b")
        .drains("a")
        .after("1h")
        .wroteNothing()
        .told("Server 'a' is drained | " + WOULD);
  }

  @Test
  void whatOneThatIsNotFitCouldNotDoItWouldNotDo() {
    GroupStory story = observer("b", "a", "b").ownHealth(false).crashes("a").after("1h");

    story.wroteNothing();
    assertThat(story.messages()).noneMatch(text -> text.contains("would change"));
  }

  @Test
  void whereNoneIsToBeMovedItWouldMoveNothing() {
    GroupStory story = observer("b", "a", "b").hold("1h").crashes("a").after("30m");

    assertThat(story.messages()).noneMatch(text -> text.contains("would change"));
    story.forgetting().after("1h").wroteNothing();
    assertThat(story.messages()).anyMatch(text -> text.contains(WOULD));
  }

  @Test
  void oneThatActsTakesItsTurnUnheard() {
    GroupStory story = observer("c", "a", "b", "c").doesNotSee("b", "a").crashes("a").after("3s");

    story.claimIsOf("b", 8).recordIsSetTo("b").believes("b", "b").after("1h").wroteNothing();

    assertThat(story.messages()).noneMatch(text -> text.contains("would change"));
    assertThat(story.status().role().holder()).isEqualTo("b");
  }

  @Test
  void ofSeveralTheFirstSaysWhatWouldBeDone() {
    GroupStory story =
        observer("c", "a", "b", "c").observes("b").doesNotSee("b", "a").crashes("a").after("1h");
    story.wroteNothing();
    assertThat(story.messages()).noneMatch(text -> text.contains("would change"));

    story = observer("b", "a", "b", "c").observes("c").doesNotSee("c", "a").crashes("a");
    story.after("1h").wroteNothing().told(WOULD);
  }

  @Test
  void itsHeartbeatSaysSo() {
    assertThat(observer("b", "a", "b").lastReport().observing()).isTrue();
    assertThat(peace("b", "a", "b").lastReport().observing()).isFalse();
  }

  @Test
  void aClaimThatNamesItIsLeftAsItIs() {
    GroupStory story = starts("b", "a", "b").claimIsOf("b", 7).recordIsSetTo("b");

    story.believes("a", "b").links("a").after("10m").ill("a").after("1h");

    story.wroteNothing().claimNames("b", 7);
    assertThat(story.lastReport().holder()).isNull();
  }

  // All observe, and something else moves the record.

  @Test
  void withoutAnyClaimTheRecordSaysWhoHoldsIt() {
    assertThat(observers("b", "a", "b").status().role().holder()).isEqualTo("a");
    assertThat(observers("a", "a", "b").status().role().holder()).isEqualTo("a");
  }

  @Test
  void withoutAnyClaimADeathIsToldWithWhatWouldBeDone() {
    GroupStory story = observers("b", "a", "b").crashes("a").after("1h").wroteNothing();
    story.told(WOULD);
  }

  @Test
  void whatSomethingElseMovesIsFollowed() {
    GroupStory story = observers("b", "a", "b").crashes("a").after("20s").forgetting();
    story.recordIsSetTo("b").after("2m").wroteNothing();
    assertThat(story.status().role().holder()).isEqualTo("b");
    assertThat(story.messages()).isEmpty();

    story.links("a").after("10m").recordIsSetTo("a").after("10m").wroteNothing();
    assertThat(story.status().role().holder()).isEqualTo("a");
  }

  @Test
  void aRecordThatPointsAtNoServerIsTold() {
    GroupStory story = starts("b", "a", "b").recordIsSetTo("192.0.2.99");

    story.believes("a", null).observes("a").ill("a").links("a").after("10m").wroteNothing();

    story.told("The record 'www.test' holds '192.0.2.99'");
  }

  // Another one observes.

  @Test
  void anObserverGetsNoRecord() {
    GroupStory story = peace("c", "a", "b", "c").observes("b").doesNotSee("b", "a");
    story.crashes("a").after("1m");
    story.wrote("c").recordHolds("c");
  }

  @Test
  void norBackFromOneThatItIsPreferredTo() {
    GroupStory story = peace("b", "a", "b").crashes("a").after("1m").wrote("b").forgetting();

    story.observes("a").links("a").after("10m").wroteNothing();

    assertThat(story.messages())
        .noneMatch(text -> text.contains("goes back to 'a' when it has been"))
        .anyMatch(text -> text.contains("as long as 'a' only observes"));
  }

  @Test
  void norByAnOrder() {
    GroupStory story = peace("a", "a", "b").observes("b").after("2s").switchTo("b").after("1m");
    story.wroteNothing().ordersEnded("a: TARGET_OBSERVES");
  }

  @Test
  void oneThatHasItKeepsItWhileItIsWell() {
    GroupStory story = peace("b", "a", "b").observes("a").after("1h");
    story.wroteNothing().recordHolds("a").toldNothing();
  }

  @Test
  void oneThatHasItLosesItWhenItsChecksFail() {
    peace("b", "a", "b").observes("a").after("1m").ill("a").after("1m").wrote("b").recordHolds("b");
  }

  @Test
  void whereOnlyObserversAreLeftThatIsTold() {
    GroupStory story = peace("a", "a", "b").observes("b").ownHealth(false).after("1m");
    story.wroteNothing().told("Only observing: b");
  }
}
