// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.claiming;
import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.peer.Obstacles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A link that stays away is told by how long it does, whatever anybody says meanwhile. */
class LinkTroubleStoriesTest {
  private static final String NO_LINK = "no-link [b] There is no link to 'a'";

  private static GroupStory claimed(String me, String... servers) {
    return starts(claiming(settings(me, Duration.ofSeconds(2), true, servers), false))
        .claimIsOf("b", 7)
        .recordIsSetTo("b");
  }

  /** The most that strangers can do: every fault, from everywhere, several times a second. */
  private static void attacked(GroupStory story, String name, int seconds) {
    List<HelloFault> faults =
        List.of(HelloFault.BROKEN, HelloFault.WRONG_KEY, HelloFault.OTHER_VERSION);
    List<HelloOrigin> origins = List.of(HelloOrigin.values());
    for (int i = 0; i < 5 * seconds; i++) {
      story.fault(name, faults.get(i % 3), origins.get(i / 3 % 3)).after("0.2s");
    }
  }

  @Test
  void aServerThatWasNeverLinkedIsToldAMinuteAfterItCouldHaveBeenAndOnce() {
    GroupStory story = claimed("b", "a", "b").refused("a").after("64s").toldNothing();
    story.after("2s").told(NO_LINK).after("10h").toldNothing();
    story.links("a").told("link-back [b] Server 'a' is linked again").after("50s").toldNothing();
  }

  @Test
  void strangersChangeNeitherWhenNorHowOftenThatIsTold() {
    GroupStory story = claimed("b", "a", "b");
    attacked(story, "a", 64);
    story.toldNothing();
    attacked(story, "a", 2);
    story.told(NO_LINK);
    attacked(story, "a", 600);
    story.toldNothing();
  }

  @Test
  void whatAnsweredLastIsAHint() {
    claimed("b", "a", "b")
        .fault("a", HelloFault.WRONG_KEY)
        .after("66s")
        .told("proves nothing, as anybody may have answered: what differs");
  }

  @Test
  void strangersInTheNameOfALinkedServerAreNoMessage() {
    GroupStory story = atPeace("b", "a", "b");
    attacked(story, "a", 120);
    story.toldNothing();
  }

  @Test
  void strangersInTheNameOfADeadServerAreNoMessage() {
    GroupStory story = claimed("b", "a", "b").peace().crashes("a").after("5s").told("peer-down");
    attacked(story, "a", 600);
    story.toldNothing();
  }

  /** One line for each that they make up would fill a disk. */
  @ParameterizedTest
  @EnumSource
  void strangersGetSomeLinesInAMinute(HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b");
    int lines = 0;
    for (int i = 0; i < 600; i++) {
      story.event(new Event.HelloFailed("a", HelloFault.BROKEN, origin, "from port " + i));
      lines += story.hasLogged("state=unreachable") ? 1 : 0;
      story.forgetting().after("0.2s");
    }
    assertThat(lines).isBetween(2, 3 * Obstacles.A_MINUTE);
  }

  @Test
  void whatWasLeftOutOfTheLogIsCounted() {
    GroupStory story = claimed("b", "a", "b");
    for (int i = 0; i < 10; i++) {
      story.event(
          new Event.HelloFailed("a", HelloFault.BROKEN, HelloOrigin.DIALLED, "from port " + i));
    }
    story.after("61s").refused("a");
    story.logged("state=unreachable: connection refused (and 6 lines more, left out)");
  }

  @Test
  void aDeathSaysMoreThanAMissingLink() {
    GroupStory story = claimed("b", "a", "b").peace().crashes("a").after("5s").told("peer-down");
    story.after("10m").toldNothing().links("a").after("50s").told("peer-up");
  }

  @Test
  void aDeathAfterThatIsToldAndSoIsItsEndOnce() {
    GroupStory story = starts("b", "a", "b", "c").links("c").sees("c", "a").after("40s");
    story.after("60s").forgetting().doesNotSee("c", "a").after("5s").told("peer-down");
    story.links("a").after("5s").told("peer-up");
  }

  @Test
  void anAnnouncedReturnIsNoTrouble() {
    atPeace("b", "a", "b").leaves("a", "90s").after("89s").toldNothing().links("a").toldNothing();
  }

  @Test
  void timeInWhichWeStoodStillIsNotMissed() {
    GroupStory story = claimed("b", "a", "b").after("30s").standsStill("10m").after("59s");
    story.toldNothing().after("2s").told(NO_LINK);
  }

  @Test
  void ofTwoThatAThirdOneSeesTheFirstTells() {
    GroupStory first = atPeace("b", "a", "b", "c").crashes("c").after("59s").toldNothing();
    first.after("2s").told("There is no link to 'c'").links("c").told("link-back");
    atPeace("c", "a", "b", "c").crashes("b").after("5m").toldNothing();
  }

  @Test
  void aBlinkOfTheThirdOneDoesNotPutThatOff() {
    GroupStory story = atPeace("b", "a", "b", "c").crashes("c").after("50s");
    story.doesNotSee("a", "c").after("1s").sees("a", "c").after("8s").toldNothing();
    story.after("2s").told("There is no link to 'c'");
  }

  /** Without a claim nothing else says that it lives. */
  @Test
  void aServerThatMovedTheRecordOutOfOurReachIsMissed() {
    GroupStory story = atPeace("a", "a", "b").silent("b").after("10s").told("peer-down");
    story.recordIsSetTo("b").after("5m").logged("peer=b state=partitioned");
    story.told("no-link [a] There is no link to 'b'");
    story.talks("b").links("b").told("link-back [a] Server 'b' is linked again");
  }

  /** Without a window the word of the third one comes too late. */
  @Test
  void alsoWhereTheFirstHoldsTheOtherForDead() {
    GroupStory story =
        starts(claiming(settings("b", Duration.ZERO, true, "a", "b", "c"), false))
            .claimIsOf("a", 7)
            .peace()
            .crashes("c")
            .logged("peer=c state=down");
    story.after("59s").toldNothing().after("2s").told("There is no link to 'c'");
  }

  @Test
  void whatTheHolderMissesTooTheHolderTells() {
    starts("b", "a", "b", "c").links("a").doesNotSee("a", "c").after("5m").toldNothing();
  }

  @Test
  void anotherConfigurationIsToldAtOnceAndOnceUntilThereIsALink() {
    GroupStory story = claimed("b", "a", "b");
    for (int i = 0; i < 60; i++) {
      story.fault("a", HelloFault.OTHER_CONFIG).after("5s");
    }
    story.told(
        "config-differs [b] Server 'a' has another configuration | what differs. Until that");
    story.links("a").told("config-matches [b] Server 'a' is linked again");
  }
}
