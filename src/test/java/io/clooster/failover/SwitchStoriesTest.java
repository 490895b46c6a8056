// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a group does when an operator chooses the server that is to hold the record. */
class SwitchStoriesTest {

  /** All linked, {@code holder} holds the record by epoch 7, and all others know it. */
  private static GroupStory peace(String me, String holder, String... servers) {
    GroupSettings settings = GroupStory.settings(me, Duration.ofSeconds(2), true, servers);
    GroupStory story = GroupStory.starts(GroupStory.claiming(settings, false));
    story.recordIsSetTo(holder).claimIsOf(holder, 7);
    for (String server : servers) {
      if (!server.equals(me)) {
        story.believes(server, holder);
      }
    }
    return story.peace();
  }

  private static GroupStory holds(String... servers) {
    return peace("a", "a", servers);
  }

  // This server holds the record.

  @Test
  void theHolderHandsItOverAndSaysSo() {
    GroupStory story = holds("a", "b").switchTo("b").ordersEnded("a: null").after("1s");
    story.wrote("b").recordHolds("b").claimNames("b", 8).claimIsPinned(true);
    story.believes("b", "b").after("1s");
    assertThat(story.status().role().holder()).isEqualTo("b");
    story.told("switched [a] The record 'www.test' goes to 'b', as an operator wants it");
    assertThat(Severity.of("switched", "moved")).isEqualTo(Severity.INFO);
    assertThat(Severity.of("switched", "failing")).isEqualTo(Severity.WARNING);
  }

  @Test
  void anOrderThatAnotherServerPassesOnIsCarriedOutAndAnswered() {
    GroupStory story = holds("a", "b").passesOrder("b", "b").after("1s");
    story.ordersEnded("to 1: null").wrote("b").claimNames("b", 8).claimIsPinned(true);
  }

  @Test
  void itIsHandedToNobodyWhoIsNotThere() {
    GroupStory story = holds("a", "b").crashes("b").after("10s").switchTo("b");
    story.ordersEnded("a: TARGET_OUT_OF_SIGHT").after("5m").wroteNothing().recordHolds("a");
  }

  @Test
  void norToOneThatIsDrainedOrUnhealthy() {
    holds("a", "b").drains("b").switchTo("b").ordersEnded("a: TARGET_DRAINED").wroteNothing();
    holds("a", "b").ill("b").switchTo("b").ordersEnded("a: TARGET_UNHEALTHY").wroteNothing();
  }

  @Test
  void norToOneThatIsNoServer() {
    holds("a", "b").passesOrder("b", "x").ordersEnded("to 1: UNKNOWN_SERVER").wroteNothing();
  }

  @Test
  void whileTheProviderCannotBeReadNothingIsHandedOver() {
    GroupStory story = holds("a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.after("2m").switchTo("b").ordersEnded("a: PROVIDER_FAILS");
  }

  @Test
  void norIsAChoiceNotedThen() {
    GroupStory story = holds("a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.after("2m").switchTo("a").ordersEnded("a: PROVIDER_FAILS");
    story.switchTo("").ordersEnded("a: PROVIDER_FAILS");
  }

  @Test
  void aFailbackThatIsUnderWayIsNotTakenForAnOrder() {
    GroupSettings settings = GroupStory.settings("b", Duration.ofSeconds(2), true, "a", "b");
    GroupStory story = GroupStory.starts(GroupStory.claiming(settings, false));
    story.recordIsSetTo("b").claimIsOf("b", 7).believes("a", "b").links("a").after("58s");
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.after("10s").logged("state=wanted value=a").switchTo("a");
    story.ordersEnded("b: UNDER_WAY");
  }

  @Test
  void theLogNamesTheServerThatGetsIt() {
    holds("a", "b").switchTo("b").logged("state=switching: an operator wants b to hold it");
  }

  @Test
  void aHolderThatStoodStillLooksFirst() {
    GroupStory story = holds("a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.standsStill("20s").passesOrder("b", "b").ordersEnded("to 1: UNDER_WAY").wroteNothing();
  }

  @Test
  void aServerThatIsChosenAndDiesBeforeItIsDoneDoesNotGetIt() {
    GroupStory story = holds("a", "b");
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.switchTo("b").ordersEnded("a: null").after("1s").crashes("b").forgetting();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("5m").wroteNothing().recordHolds("a").claimIsPinned(false);
  }

  @Test
  void twoOrdersForTheSameServerAreOne() {
    GroupStory story = holds("a", "b", "c");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.switchTo("b").ordersEnded("a: null").switchTo("b").ordersEnded("a: null");
    story.passesOrder("c", "c").ordersEnded("to 2: UNDER_WAY");
  }

  @Test
  void aHolderThatIsChosenItselfKeepsIt() {
    GroupStory story = holds("a", "b").switchTo("a").ordersEnded("a: null").after("1s");
    story.wroteNothing().claimNames("a", 8).claimIsPinned(true);
    story.after("10m").claimNames("a", 8);
  }

  @Test
  void withoutAClaimTheChoiceIsRefusedWhereItWouldNotLast() {
    GroupStory story = GroupStory.atPeace("a", "a", "b");
    story.switchTo("b").ordersEnded("a: NOT_TO_BE_KEPT").wroteNothing();
  }

  @Test
  void withoutAClaimItIsHandedOverWhereNothingGoesBack() {
    GroupStory story =
        GroupStory.starts(GroupStory.settings("a", Duration.ofSeconds(2), false, "a", "b")).peace();
    story.switchTo("b").ordersEnded("a: null").after("1s").wrote("b").recordHolds("b");
  }

  // Whom an operator chose.

  /** {@code b} was chosen, and holds the record; {@code a} goes before it. */
  private static GroupStory chosen() {
    GroupSettings settings = GroupStory.settings("b", Duration.ofSeconds(2), true, "a", "b");
    GroupStory story = GroupStory.starts(GroupStory.claiming(settings, false));
    story.recordIsSetTo("b").pinnedClaimOf("b", 7).believes("a", "b").peace();
    return story;
  }

  @Test
  void theRecordDoesNotGoBackFromTheChosenOne() {
    chosen().after("30m").wroteNothing().recordHolds("b");
  }

  @Test
  void thatIsToldWhenAPreferredServerIsBack() {
    GroupStory story = chosen().crashes("a").after("1m").forgetting().links("a").after("5m");
    story.wroteNothing().told("peer-up [b] Server 'a' is now up | The record");
    story.links("a");
    assertThat(story.status().claim().pinned()).isTrue();
  }

  @Test
  void itIsToldHowToGiveItBack() {
    GroupStory story = chosen().crashes("a").after("1m").forgetting().links("a").after("1s");
    assertThat(story.messages()).anyMatch(text -> text.contains("clooster switch a"));
  }

  @Test
  void aRenewalKeepsTheChoice() {
    GroupStory story = chosen().crashes("a").after("30s");
    assertThat(story.provider.claim().epoch()).isGreaterThan(7);
    story.claimIsPinned(true);
  }

  @Test
  void aClaimThatWasDeletedIsMadeAgainWithTheChoice() {
    GroupStory story = chosen();
    story.provider.claim(null);
    story.after("3m").claimIsPinned(true);
  }

  @Test
  void theChoiceEndsWithTheServer() {
    GroupSettings settings = GroupStory.settings("a", Duration.ofSeconds(2), true, "a", "b", "c");
    GroupStory story = GroupStory.starts(GroupStory.claiming(settings, false));
    story.recordIsSetTo("b").pinnedClaimOf("b", 7).believes("b", "b").believes("c", "b").peace();
    story.crashes("b").doesNotSee("c", "b").after("1m").recordHolds("a").claimIsPinned(false);
  }

  @Test
  void orWhenNoneIsToBeChosenAnyMore() {
    GroupStory story = chosen().switchTo("").ordersEnded("b: null").after("3m");
    story.wrote("a").recordHolds("a").claimIsPinned(false);
  }

  // Another server holds the record.

  @Test
  void anOrderIsPassedOnToTheHolder() {
    GroupStory story = peace("b", "a", "a", "b").switchTo("b").did("order 1 b").wroteNothing();
    story.ordersEnded().answersOrder("a", null).ordersEnded("a: null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TARGET_DRAINED", "OTHER"})
  void soIsWhatTheHolderRefuses(OrderRefusal why) {
    GroupStory story = peace("b", "a", "a", "b").switchTo("b").answersOrder("a", why);
    story.ordersEnded("a: " + why).after("1m").ordersEnded().wroteNothing();
  }

  @Test
  void aHolderThatDoesNotAnswerIsWaitedForTenSeconds() {
    GroupStory story = peace("b", "a", "a", "b").switchTo("b").after("9s").ordersEnded();
    story.after("2s").ordersEnded("a: NO_ANSWER").answersOrder("a", null).ordersEnded();
  }

  @Test
  void aHolderThatIsGoneAnswersNothing() {
    GroupStory story = peace("b", "a", "a", "b").switchTo("b").crashes("a").after("1s");
    story.ordersEnded("a: NO_ANSWER");
  }

  @Test
  void aHolderOutOfSightCannotBeAsked() {
    GroupStory story = peace("b", "a", "a", "b", "c").closes("a").switchTo("b");
    story.ordersEnded("b: HOLDER_OUT_OF_SIGHT");
  }

  @Test
  void aServerThatIsNotTheHolderSaysSoToWhoPassesAnOrderOn() {
    peace("b", "a", "a", "b").passesOrder("a", "b").ordersEnded("to 1: NOT_THE_HOLDER");
  }

  @Test
  void oneOrderIsUnderWayAtATime() {
    GroupStory story = peace("b", "a", "a", "b").switchTo("b").after("1s").switchTo("a");
    story.ordersEnded("b: UNDER_WAY").answersOrder("a", null).ordersEnded("a: null");
  }

  @Test
  void whatAStrangerToTheOrderAnswersIsNotHeard() {
    GroupStory story = peace("c", "a", "a", "b", "c").switchTo("b").answersOrder("b", null);
    story.ordersEnded();
  }
}
