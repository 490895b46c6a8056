// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a group does while an operator wants nothing to be moved. */
class HoldStoriesTest {

  /** All linked, {@code a} holds the record by epoch 7. */
  private static GroupStory peace(String me, String... servers) {
    GroupSettings settings = GroupStory.settings(me, Duration.ofSeconds(2), true, servers);
    return GroupStory.starts(GroupStory.claiming(settings, true)).claimIsOf("a", 7).peace();
  }

  // It is heard of.

  @Test
  void ofOurOperatorAndToldToAllAtOnce() {
    GroupStory story = peace("b", "a", "b").hold("1h").logged("state=held");
    assertThat(story.lastReport().hold()).isEqualTo(new HoldOrder(1, Duration.ofHours(1)));
    assertThat(story.status().hold().left()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void ofAnotherServersHeartbeat() {
    GroupStory story =
        peace("b", "a", "b").tellsOfHold("a", 3, "1h").logged("state=held").after("1s");
    assertThat(story.lastReport().hold()).isEqualTo(new HoldOrder(3, Duration.ZERO));
    story.tellsOfHold("a", 2, "0s").crashes("a").after("5m").wroteNothing();
  }

  @Test
  void ofTheClaimThatATakerReadsFirst() {
    GroupStory story = peace("b", "a", "b").claimHolds(1, "1h").crashes("a").after("5m");
    story.wroteNothing().recordHolds("a").logged("state=held");
  }

  @Test
  void theHolderWritesItIntoItsClaim() {
    GroupStory story = peace("a", "a", "b").hold("1h").after("1s").claimNames("a", 8);
    assertThat(story.provider.claim().hold()).isEqualTo(new HoldOrder(1, Duration.ZERO));
    assertThat(story.provider.claim().hold().left())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    story.after("10m").claimNames("a", 8).hold("0s").after("1s").claimNames("a", 9);
    assertThat(story.provider.claim().hold().left()).isZero();
  }

  @Test
  void ofTwoOrdersTheHigherNumberCounts() {
    GroupStory story = peace("b", "a", "b").tellsOfHold("a", 5, "1h").hold("0s").after("1s");
    assertThat(story.lastReport().hold().number()).isEqualTo(6);
    story.tellsOfHold("a", 5, "1h").crashes("a").after("1m").recordHolds("b");
  }

  @ParameterizedTest
  @ValueSource(longs = {900_000_001, HoldOrder.LAST_NUMBER, HoldOrder.LAST_NUMBER + 1})
  void aNumberThatNobodyCountedUpToIsNotHeard(long number) {
    GroupStory story = peace("b", "a", "b").claimHolds(number, "1h");
    story.crashes("a").after("3m").recordHolds("b");
  }

  @Test
  void anOrderGetsIntoAClaimThatSuchANumberStandsIn() {
    GroupStory story = peace("a", "a", "b").claimHolds(HoldOrder.LAST_NUMBER, "1h").after("2m");
    story.hold("1h").after("2s");
    assertThat(story.provider.claim().hold().number()).isEqualTo(1);
    long epoch = story.provider.claim().epoch();
    story.after("10m");
    assertThat(story.provider.claim().epoch()).isEqualTo(epoch);
  }

  /** Its end is a moment of another machine's clock. */
  @Test
  void whatTheClaimAloneTellsIsNotPassedOn() {
    GroupStory story = peace("b", "a", "b").claimHolds(1, "1h").after("2m").logged("state=held");
    assertThat(story.lastReport().hold()).isNull();
    assertThat(story.status().hold().number()).isEqualTo(1);
  }

  @Test
  void aHeartbeatKnowsBetterThanTheClaimHowLongItLasts() {
    GroupStory story = peace("b", "a", "b").claimHolds(1, "0s").after("2m");
    story.tellsOfHold("a", 1, "1h").logged("state=held").after("1s");
    assertThat(story.lastReport().hold().left()).isGreaterThan(Duration.ofMinutes(59));
  }

  @Test
  void whoHasCountedTooLittleGoesByTheOthers() {
    GroupStory story = peace("b", "a", "b").hold("1h").tellsOfHold("a", 1, "10m");
    assertThat(story.status().hold().left()).isEqualTo(Duration.ofMinutes(10));
    story.tellsOfHold("a", 1, "30m");
    assertThat(story.status().hold().left()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void ofTwoOrdersOfTheSameNumberTheOneThatEndsFirstCounts() {
    GroupStory story = peace("b", "a", "b").hold("1h").tellsOfHold("a", 1, "0s");
    story.logged("state=released").crashes("a").after("1m").recordHolds("b");
  }

  @Test
  void aServerOfAnOlderVersionTellsOfNoneAndThatEndsNone() {
    GroupStory story = peace("b", "a", "b", "c").hold("1h").after("1s");
    story.after("1m").crashes("a").after("5m").wroteNothing();
  }

  @Test
  void whoWaitsForTheClaimReadsItAsSoonAsItMayHaveTheOrder() {
    GroupStory story = peace("b", "a", "b").hold("1h").claimHolds(1, "1h");
    assertThat(story.after("3s").status().claim().hold()).isEqualTo(1);
  }

  // Nothing is moved.

  @Test
  void aDeadHolderKeepsTheRecordAndThatIsTold() {
    GroupStory story = peace("b", "a", "b").hold("1h").forgetting().crashes("a").after("10m");
    story.wroteNothing().recordHolds("a");
    assertThat(story.messages())
        .anyMatch(text -> text.contains("stays there, as an operator has all moves held"));
  }

  @Test
  void itIsTakenWhenThatIsOver() {
    GroupStory story = peace("b", "a", "b").hold("10m").crashes("a").after("9m").wroteNothing();
    story.after("2m").logged("state=released").wrote("b").recordHolds("b");
  }

  @Test
  void orWhenAnOperatorSaysSo() {
    GroupStory story = peace("b", "a", "b").hold("1h").crashes("a").after("5m").hold("0s");
    story.after("10s").wrote("b").recordHolds("b");
  }

  @Test
  void aPreferredServerGetsItBackLater() {
    GroupSettings settings = GroupStory.settings("b", Duration.ofSeconds(2), true, "a", "b");
    GroupStory story =
        GroupStory.starts(GroupStory.claiming(settings, false))
            .recordIsSetTo("b")
            .claimIsOf("b", 7)
            .believes("a", "b")
            .links("a")
            .after("5s")
            .hold("10m");
    story.after("9m").wroteNothing().after("3m").wrote("a");
  }

  @Test
  void aDrainedHolderKeepsItToo() {
    GroupStory story = peace("b", "a", "b").hold("1h").drains("a").after("10m");
    story.wroteNothing().recordHolds("a");
  }

  @Test
  void nothingIsSwitched() {
    peace("a", "a", "b").hold("1h").switchTo("b").ordersEnded("a: HELD").wroteNothing();
  }

  @Test
  void whatSomebodyEditsByHandStays() {
    GroupStory story = peace("a", "a", "b").hold("1h").recordIsSetTo("x.test").after("5m");
    story.wroteNothing().recordHolds("x.test");
  }

  @Test
  void aClaimIsRenewedAllTheSame() {
    GroupStory story = peace("a", "a", "b").hold("1h").after("1s").crashes("b").after("1m");
    assertThat(story.provider.claim().epoch()).isGreaterThan(8);
  }

  @Test
  void soDoesOneThatHasReadNoClaimYet() {
    GroupSettings settings = GroupStory.settings("b", Duration.ofSeconds(2), true, "a", "b");
    GroupStory story = GroupStory.starts(GroupStory.claiming(settings, true)).after("1s");
    story.links("a").claimIsOf("a", 1).hold("1h").claimHolds(1, "1h");
    assertThat(story.after("3s").status().claim().hold()).isEqualTo(1);
  }

  @Test
  void aClaimThatSomebodyDeletedIsMadeAgainAndTellsOfIt() {
    GroupStory story = peace("a", "a", "b").hold("1h").after("1s");
    story.provider.claim(null);
    story.after("2m").claimNames("a", story.provider.claim().epoch());
    assertThat(story.provider.claim().hold().number()).isEqualTo(1);
  }

  // It is told.

  @Test
  void itsBeginAndItsEndAreToldByTheHolder() {
    GroupStory story = peace("a", "a", "b").hold("1h").after("1s");
    story.told("hold [a] Nothing is moved until").hold("0s").after("1s");
    story.told("hold-over [a] The record 'www.test' may be moved again");
    peace("b", "a", "b").hold("1h").after("1m").toldNothing();
  }

  @Test
  void whoTellsInThePlaceOfADeadHolderTellsTheEndAlone() {
    GroupStory story = peace("b", "a", "b").hold("10m").after("1m").crashes("a").after("12m");
    assertThat(story.messages())
        .noneMatch(text -> text.contains("Nothing is moved until"))
        .anyMatch(text -> text.contains("may be moved again"));
  }

  @Test
  void nobodyHoldsForLongerThanADay() {
    GroupStory story = peace("b", "a", "b").hold("100h");
    assertThat(story.status().hold().left()).isEqualTo(Duration.ofHours(24));
  }
}
