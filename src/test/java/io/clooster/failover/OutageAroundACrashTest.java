// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.ClaimStoriesTest.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.FakeProvider.Mood;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider is away while a server dies, or while only the path to it is cut. */
class OutageAroundACrashTest {

  /** All linked; {@code a} holds the record, and promises to try again after three seconds. */
  private static GroupStory peace(String me, String... servers) {
    return peace(me, Duration.ofSeconds(3), servers);
  }

  private static GroupStory peace(String me, Duration retry, String... servers) {
    GroupStory story = starts(me, servers);
    story.provider.claim(new Claim(7, "a", Duration.ofSeconds(60), retry));
    return story.peace();
  }

  @ParameterizedTest
  @CsvSource({
    "DOWN, 10s, 10s",
    "SILENT, 10s, 10s",
    "DOWN, 0.2s, 20s",
    "SILENT, 0.2s, 20s",
    "DOWN, 2h, 30s",
    "SILENT, 2h, 30s",
    "DOWN, 1s, 1h",
    "SILENT, 1s, 1h"
  })
  void theRecordMovesWithinTwelveSecondsOfItsReturn(Mood mood, String before, String after) {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(mood);
    story.after(before).crashes("a").after(after).wroteNothing();
    story.provider.mood(Mood.WORKS);
    story.after("12s").wrote("b").recordHolds("b");
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "SILENT"})
  void notSoWhereTheHolderPromisesNothing(Mood mood) {
    GroupStory story = peace("b", Duration.ZERO, "a", "b");
    story.provider.mood(mood);
    story.crashes("a").after("30s").provider.mood(Mood.WORKS);
    story.after("20s").wroteNothing().after("8s").wrote("b");
  }

  @Test
  void aLongerPromiseGivesNoMoreTimeThanNone() {
    GroupStory story = peace("b", Duration.ofHours(1), "a", "b");
    story.provider.mood(Mood.DOWN);
    story.crashes("a").after("30s").provider.mood(Mood.WORKS);
    story.after("28s").wrote("b");
  }

  @Test
  void aHolderThatRenewsInTimeKeepsTheRecord() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.SILENT);
    story.silent("a").after("30s").provider.mood(Mood.WORKS);
    story.told("something went wrong").after("7s").renews("a", 10);
    story.after("12s").wroteNothing().told("path-cut");
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "SILENT"})
  void aHolderIsNoLongerThanThatInRenewingItsClaim(Mood mood) {
    GroupStory story = peace("a", "a", "b");
    story.provider.mood(mood);
    story.silent("b").after("40s").provider.mood(Mood.WORKS);
    story.after("6s").recordHolds("a");
    assertThat(story.provider.claim().epoch()).isGreaterThan(7);
  }

  @Test
  void whatAHolderPromisesStandsInItsClaim() {
    GroupStory story = starts("a", "a", "b").links("b").after("5s");
    assertThat(story.provider.claim().retry()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aRenewalThatIsNotAnsweredIsFollowedByTheNextOneAfterThreeSeconds() {
    GroupStory story = peace("a", "a", "b").silent("b").after("2.4s").forgetting();
    story.provider.mood(Mood.SILENT);
    story.after("0.8s");
    assertThat(story.calls()).isEqualTo(1);
    story.after("2.4s");
    assertThat(story.calls()).isZero();
    story.after("0.6s");
    assertThat(story.calls()).isEqualTo(1);
  }

  @Test
  void theAnswerToTheOneBeforeCountsAllTheSame() {
    GroupStory story = peace("a", "a", "b");
    story.provider.namesClaims();
    story.provider.mood(Mood.HOLDS_WRITES);
    story.silent("b").after("3.8s").logged("state=writing epoch=8").provider.heldWriteLands();
    Event late = story.provider.heldWriteSucceeds();
    story.provider.mood(Mood.SILENT);
    story.after("3s").event(late).logged("claim=a state=settled epoch=8");
    story.provider.mood(Mood.WORKS);
    story.after("1s").didNotLog("state=conflict").claimNames("a", 8);
  }

  @Test
  void soDoesTheAnswerToALook() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.HOLDS_READS);
    story.crashes("a").after("5s").wroteNothing();
    story.event(story.provider.heldReadSucceeds());
    story.provider.mood(Mood.WORKS);
    story.after("12s").wrote("b");
  }

  @Test
  void whatWasAskedBeforeAStandstillIsAskedAgain() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.HOLDS_READS);
    story.crashes("a").after("5s");
    Event old = story.provider.heldReadSucceeds();
    story.provider.mood(Mood.SILENT);
    story.standsStill("5s").event(old).after("1s").wroteNothing();
  }

  @Test
  void anApiThatTakesItsTimeIsNotAskedMoreAndMore() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.HOLDS_READS);
    story.crashes("a");
    for (int second = 0; second < 60; second += 5) {
      story.after("5s");
      while (story.provider.holdsReads()) {
        story.event(story.provider.heldReadSucceeds());
      }
    }
    assertThat(story.calls()).isLessThan(20);
    story.recordHolds("b");
  }

  @Test
  void noMoreAreUnderWayThanTheRoutesTake() {
    GroupStory story = peace("b", "a", "b").forgetting();
    story.provider.mood(Mood.SILENT);
    story.crashes("a").after("9.8s");
    assertThat(story.calls()).isBetween(4, 5);
    story.after("60s");
    assertThat(story.calls()).isLessThanOrEqualTo(24);
  }

  @Test
  void aTakeOverThatHangsIsTriedAgainByWhatStandsThereThen() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.HOLDS_WRITES);
    story.crashes("a").after("2.2s").wrote("b");
    story.provider.mood(Mood.WORKS);
    story.after("3.2s").wrote("b").recordHolds("b").claimNames("b", 9);
  }

  @Test
  void whatTheProviderAsksForIsKept() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.DOWN);
    story.provider.retryAfter(Duration.ofSeconds(60));
    story.after("61s").crashes("a").after("3s").forgetting().after("55s");
    assertThat(story.calls()).isZero();
  }

  @Test
  void theLogSaysOnceAMinuteThatItIsStillAway() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(Mood.DOWN);
    story.crashes("a").after("10m");
    assertThat(story.countLogged("state=failing")).isBetween(9, 12);
  }
}
