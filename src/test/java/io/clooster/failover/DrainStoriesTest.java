// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a group does with a server that its operator has taken out of service. */
class DrainStoriesTest {

  /** All linked, {@code a} holds the record by epoch 7. */
  private static GroupStory peace(String me, String... servers) {
    GroupSettings settings = GroupStory.settings(me, Duration.ofSeconds(2), true, servers);
    return GroupStory.starts(GroupStory.claiming(settings, false)).claimIsOf("a", 7).peace();
  }

  // Another server is drained.

  @Test
  void theRecordOfADrainedHolderIsTakenAtOnceAndWithoutAnAlarm() {
    GroupStory story = peace("b", "a", "b").drains("a").after("1s");
    story.wrote("b").recordHolds("b").claimNames("b", 8);
    story.told("peer-drained [b] Server 'a' is drained: 'b' holds the record now | Its operator");
    assertThat(story.incidents()).containsExactly("peer-drained ");
  }

  @Test
  void itIsToldAsInformation() {
    assertThat(Severity.of("peer-drained", "moved")).isEqualTo(Severity.INFO);
    assertThat(Severity.of("peer-drained", "failing")).isEqualTo(Severity.WARNING);
    assertThat(Severity.of("peer-down", "drained")).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void aDrainedStandbyIsNoNews() {
    peace("a", "a", "b").drains("b").after("10m").resumes("b").after("10m").wroteNothing();
    peace("a", "a", "b").drains("b").after("10m").resumes("b").after("10m").toldNothing();
  }

  @Test
  void aDrainIsNoFailureThatDelaysTheWayBack() {
    GroupStory story = peace("b", "a", "b").drains("a").after("1s").wrote("b");
    for (int times = 0; times < 3; times++) {
      story.resumes("a").after("5s").drains("a").after("5s");
    }
    assertThat(story.status().peers().get(0).failures()).isZero();
  }

  @Test
  void aServerThatResumesGetsTheRecordBack() {
    GroupStory story = peace("b", "a", "b").drains("a").after("1s").wrote("b");
    story.resumes("a").after("2m").wrote("a").recordHolds("a");
  }

  @Test
  void nobodyHandsTheRecordToADrainedServer() {
    GroupStory story = peace("b", "a", "b", "c").drains("a").after("1s").wrote("b");
    story.after("10m").wroteNothing().recordHolds("b");
  }

  @Test
  void aServerThatReturnsDrainedIsNotPromisedTheRecord() {
    GroupStory story = peace("b", "a", "b").drains("a").after("1s").wrote("b").after("1m");

    story.forgetting().crashes("a").after("40s").links("a").after("2m").wroteNothing();

    assertThat(story.messages())
        .noneMatch(text -> text.contains("goes back to 'a'"))
        .anyMatch(text -> text.contains("until somebody says \"clooster resume\" on 'a'"));
  }

  @Test
  void norIsOneThatReturnsUnhealthy() {
    GroupStory story = peace("b", "a", "b").ill("a").after("1m").wrote("b");

    story.forgetting().crashes("a").after("40s").links("a").after("2m").wroteNothing();

    assertThat(story.messages())
        .noneMatch(text -> text.contains("goes back to 'a'"))
        .anyMatch(text -> text.contains("while the own checks of 'a' fail"));
  }

  @Test
  void itsDeathIsToldAsThatOfAStandby() {
    GroupStory story = peace("b", "a", "b").drains("a").after("1s").wrote("b").after("1m");
    story.forgetting().crashes("a").after("40s").wroteNothing();
    story.told("peer-down [b] Server 'a' is now down");
  }

  // This server is drained.

  @Test
  void aDrainedServerTakesNothingNotEvenAsTheLastOne() {
    GroupStory story = peace("b", "a", "b").drain("0s").after("1s").crashes("a").after("10m");
    story.wroteNothing().recordHolds("a");
    assertThat(story.messages().get(0)).contains("drained by an operator: b. Look after 'a', or");
    story.told(
        "peer-down [b] Server 'a' is now down (connection closed, nobody listens there) | The");
  }

  @Test
  void whenItResumesItDoesWhatItCouldNotDo() {
    GroupStory story = peace("b", "a", "b").drain("0s").after("1s").crashes("a").after("1m");
    story.wroteNothing().resume().after("10s").wrote("b").recordHolds("b");
  }

  @Test
  void aDrainEndsByItselfWhenItsTimeIsOver() {
    GroupStory story = peace("b", "a", "b").drain("30m").after("29m").crashes("a").after("59s");
    assertThat(story.status().drained()).isTrue();
    story.wroteNothing().after("10s").logged("state=undrained").recordHolds("b");
    assertThat(story.status().drained()).isFalse();
  }

  @Test
  void ofTwoDrainsTheLaterOneCounts() {
    GroupStory story = peace("b", "a", "b").drain("10s").after("5s").drain("0s").after("10m");
    assertThat(story.status().drained()).isTrue();
    story.drain("10s").after("9s");
    assertThat(story.status().drained()).isTrue();
    story.after("2s");
    assertThat(story.status().drained()).isFalse();
  }

  @Test
  void theOthersHearOfItAtOnce() {
    GroupStory story = peace("a", "a", "b").drain("0s");
    assertThat(story.lastReport().drained()).isTrue();
    assertThat(story.lastReport().eligible()).isFalse();
    story.resume().after("1s");
    assertThat(story.lastReport().drained()).isFalse();
    assertThat(story.lastReport().eligible()).isTrue();
  }

  @Test
  void aDrainedHolderKeepsItsClaimUntilAnotherServerTakesIt() {
    GroupStory story = peace("a", "a", "b").drains("b").drain("0s").after("10m");
    story.recordHolds("a").wroteNothing();
    story.told("no-eligible-server [a] No server is eligible: drained by an operator: a, b");
  }

  @Test
  void itGivesTheRecordUpWhenAnotherServerHasTakenIt() {
    GroupStory story = peace("a", "a", "b").drain("0s").after("1s").takes("b").claimIsOf("b", 8);
    story.believes("b", "b").after("1m").logged("state=yielded: b holds it").wroteNothing();
  }

  @Test
  void aServerThatIsDrainedWhileItTakesTheRecordLeavesIt() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.crashes("a").after("10s").drain("0s").logged("state=left").forgetting();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("5m").wroteNothing().recordHolds("a");
  }

  @Test
  void itsOwnChecksCountAfterIt() {
    GroupStory story = peace("b", "a", "b").drain("0s").ownHealth(false).resume().after("1s");
    assertThat(story.lastReport().eligible()).isFalse();
    story.ownHealth(true).after("1s");
    assertThat(story.lastReport().eligible()).isTrue();
  }
}
