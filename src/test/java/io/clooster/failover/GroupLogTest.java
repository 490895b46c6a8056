// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the log says of this server itself and of the record, and what it does not react to. */
class GroupLogTest {

  @Test
  void whatOurOwnChecksSayIsLoggedWhenItChanges() {
    GroupStory story = atPeace("a", "a", "b").ownHealth(true).didNotLog("server=a");
    story.ownHealth(false).logged("server=a state=unhealthy: check=http fails");
    story.ownHealth(false).didNotLog("server=a");
    story.ownHealth(true).logged("server=a state=healthy: its own checks succeed");
  }

  @Test
  void aMoveIsLoggedWithItsTimes() {
    GroupStory story = atPeace("b", "a", "b").crashes("a").after("3s").wrote("b");
    story.logged(
        "record=www.test state=moved: first sign at 00:13:25 UTC, decided +2 s, written +2 s");
  }

  @Test
  void aMoveAwayFromAnIllServerIsCountedFromItsWord() {
    GroupStory story = atPeace("b", "a", "b").after("1h").ill("a").after("3s").wrote("b");
    story.logged(
        "record=www.test state=moved: first sign at 01:13:25 UTC, decided +0 ms, written +0 ms");
  }

  @Test
  void aGapOfTwoSecondsIsNoStandstillYet() {
    GroupStory story = atPeace("a", "a", "b").standsStill("2s").event(new Event.Tick());
    story.didNotLog("paused for").standsStill("2.1s").event(new Event.Tick());
    story.logged("server=a state=resumed: paused for 2.1 s");
  }

  @Test
  void aMachineWhoseBeatsAreAlwaysLateMissesASilentServerAllTheSame() {
    GroupStory story = atPeace("b", "a", "b").silent("a");
    for (int i = 0; i < 10; i++) {
      story.standsStill("0.4s").event(new Event.Tick());
    }
    story.logged("peer=a state=silent");
  }

  @Test
  void whenTheHolderIsMissedTheRecordIsReadAtOnceSoThatItIsKnownByTheTimeItHasToMove() {
    GroupStory story = atPeace("b", "a", "b", "c").closes("c");
    assertThat(story.calls()).isZero();
    story.closes("a");
    assertThat(story.calls()).isEqualTo(1);
  }

  @Test
  void aLinkWithAServerThatIsNotInTheListIsClosed() {
    atPeace("a", "a", "b").event(new Event.LinkOpened("stranger", 99, false)).did("close 99");
  }

  @Test
  void nothingIsDoneAnyMoreOnceWeStop() {
    GroupStory story = atPeace("a", "a", "b").event(new Event.Stopping(Duration.ZERO));
    story.forgetting().closes("b").after("1m").ownHealth(false).did().didNotLog("=");
  }
}
