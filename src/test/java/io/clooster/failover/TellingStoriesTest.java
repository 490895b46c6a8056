// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told is true, whole and said once. */
class TellingStoriesTest {

  @Test
  void aStandbyThatCouldNotTakeOverSaysSoWithinAMinuteAndWhenItIsOver() {
    GroupStory story = atPeace("b", "a", "b").ownHealth(false);

    story.after("29s").toldNothing();
    story
        .after("2s")
        .told("unhealthy [b] Server 'b' could not take over the record: its own checks fail |");
    story.after("10m").toldNothing();
    story
        .ownHealth(true)
        .after("1s")
        .told("healthy [b] Server 'b' is healthy again: its own checks succeed | It can take over");
  }

  @Test
  void aCheckThatFailsForAMomentIsNoNews() {
    atPeace("b", "a", "b")
        .ownHealth(false)
        .after("20s")
        .ownHealth(true)
        .after("20s")
        .ownHealth(false)
        .after("20s")
        .ownHealth(true)
        .after("5m")
        .toldNothing();
  }

  @Test
  void credentialsThatAreRefusedAreToldWithinAMinute() {
    GroupStory story = atPeace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DENIES);

    story.after("2m").told("record-lost [b] The DNS provider refuses the credentials of 'b'");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").told("record-found");
  }

  @Test
  void whereNobodyCanTakeOverTheDeathOfTheHolderIsToldByName() {
    GroupStory story = atPeace("b", "a", "b").ownHealth(false).crashes("a");

    story
        .after("5s")
        .wroteNothing()
        .told(
            "peer-down [b] Server 'a' is now down (connection closed, nobody listens there) | The"
                + " record 'www.test' still points at it, and no server can take its place: the own"
                + " checks of all that are in sight fail (check=http fails). Look after 'a'");
    story.after("20s").toldNothing();
  }

  @Test
  void thatItHoldsTheRecordAgainIsToldWithHowLongItWasMissed() {
    GroupStory story = atPeace("b", "a", "b").ownHealth(false).crashes("a").after("20s");

    story.forgetting().links("a").after("1s");
    assertThat(story.messages())
        .singleElement()
        .asString()
        .contains("peer-up [b] Server 'a' is now up | It holds the record 'www.test' again")
        .contains("was missing for 20 s");
  }

  @Test
  void theOneThatGetsWellAndTakesTheRecordTellsTheEnd() {
    GroupStory story = atPeace("b", "a", "b").ownHealth(false).crashes("a").after("20s");

    story
        .forgetting()
        .ownHealth(true)
        .after("5s")
        .told("nobody listens there) | The address for 'www.test' has been changed to 'b', 20 s");
  }

  @Test
  void aPlannedStopRaisesNoAlarmAndIsNoFailure() {
    GroupStory story = atPeace("b", "a", "b");
    for (int i = 0; i < 3; i++) {
      story.leaves("a", "0s").after("5s").links("a").after("5s");
    }

    story.logged("the record goes back to it in 60 s, if it stays");
    assertThat(story.messages()).noneMatch(told -> told.contains("Look after"));
    assertThat(Severity.of("peer-stopped", "moved")).isEqualTo(Severity.INFO);
    assertThat(Severity.of("peer-stopped", "failing")).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void withManualFailbackItIsToldHowToGiveTheRecordBack() {
    GroupStory.starts(GroupStory.settings("b", Duration.ofSeconds(2), false, "a", "b"))
        .peace()
        .crashes("a")
        .after("5s")
        .forgetting()
        .links("a")
        .after("1s")
        .told(
            "peer-up [b] Server 'a' is now up | The record 'www.test' stays with 'b', as"
                + " \"failback\" is \"manual\". To give it back, say \"clooster switch a\"");
  }

  @Test
  void allMessagesOfADeathAndTheOneThatEndsItHaveItsName() {
    GroupSettings settings = GroupStory.settings("b", Duration.ofSeconds(2), true, "a", "b");
    GroupStory story =
        GroupStory.starts(GroupStory.claiming(settings, false)).claimIsOf("a", 7).peace();

    story.crashes("a").after("5s").links("a").after("1s");
    assertThat(story.incidents()).containsExactly("peer-down a-7", "peer-up a-7");
    assertThat(story.lastReport().told()).isEmpty();
  }

  @Test
  void whatIsDeliveredIsToldToTheOthersAtOnceForTwoMinutes() {
    GroupStory story = atPeace("b", "a", "b").delivered("a-7");

    assertThat(story.lastReport().told()).containsExactly("a-7");
    story.after("119s");
    assertThat(story.lastReport().told()).containsExactly("a-7");
    story.after("2s");
    assertThat(story.lastReport().told()).isEmpty();
  }

  @Test
  void whatIsHeardIsPassedOn() {
    GroupStory story = atPeace("b", "a", "b", "c").hasTold("a", "c-7").after("1s");

    assertThat(story.lastReport().told()).containsExactly("c-7");
  }

  @Test
  void theRecordIsPromisedToTheMostPreferredServerAlone() {
    GroupSettings settings = GroupStory.settings("c", Duration.ofSeconds(2), true, "a", "b", "c");
    GroupStory story =
        GroupStory.starts(GroupStory.claiming(settings, false)).claimIsOf("a", 7).peace();

    story.crashes("b").crashes("a").after("20s").forgetting().links("b").after("1s");
    assertThat(story.messages())
        .singleElement()
        .asString()
        .contains("goes back to 'b' when")
        .endsWith("unless a server that is preferred to it is back by then");
    story.forgetting().links("a").after("1s");
    assertThat(story.messages()).singleElement().asString().endsWith("steadily there for 60 s");
  }
}
