// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the death of another server, and what does not. {@code a} holds the record. */
class GroupSuspicionTest {

  @Test
  void aServerThatSaysThatItLeavesIsReplacedAtOnce() {
    atPeace("b", "a", "b")
        .leaves("a", "0s")
        .wrote("b")
        .told("peer-stopped [b] Server 'a' was stopped | The address for");
  }

  @Test
  void aServerThatMeansToBeBackIsWaitedFor() {
    atPeace("b", "a", "b")
        .leaves("a", "30s")
        .refused("a")
        .after("20s")
        .links("a")
        .after("60s")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void aLinkOverWhichADyingProcessTellsNothingMoreIsNoReturn() {
    atPeace("b", "a", "b")
        .silent("a")
        .leaves("a", "30s")
        .links("a")
        .closes("a")
        .refused("a")
        .after("20s")
        .wroteNothing()
        .toldNothing();
    GroupStory gone = atPeace("b", "a", "b");
    gone.provider.mood(FakeProvider.Mood.READ_ONLY);
    gone.leaves("a", "0s").silent("a").links("a").closes("a");
    gone.provider.mood(FakeProvider.Mood.WORKS);
    gone.after("2s").recordHolds("b").told("was stopped | The address");
  }

  @Test
  void aServerThatSaysThatItLeavesIsNotConnectedToAtOnce() {
    atPeace("b", "a", "b")
        .leaves("a", "30s")
        .did("close 1")
        .after("1.8s")
        .did()
        .after("0.2s")
        .did("connect a");
  }

  @Test
  void aServerThatIsNotBackInTimeIsReplacedAfterTheWindow() {
    atPeace("b", "a", "b")
        .leaves("a", "30s")
        .refused("a")
        .after("31.8s")
        .wroteNothing()
        .after("0.6s")
        .wrote("b")
        .told("is now down (not back in time)");
  }

  @Test
  void aLinkThatBreaksAndCanBeMadeAgainMovesNothing() {
    atPeace("b", "a", "b")
        .closes("a")
        .did("connect a")
        .after("1s")
        .links("a")
        .after("60s")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void aRefusalAfterALossIsADeathWhenTheWindowIsOver() {
    atPeace("b", "a", "b")
        .crashes("a")
        .after("1.8s")
        .wroteNothing()
        .after("0.4s")
        .wrote("b")
        .told(
            "peer-down [b] Server 'a' is now down (connection closed, nobody listens there) | The"
                + " address for 'www.test'");
  }

  @Test
  void withoutAWindowARefusalIsADeathAtOnce() {
    starts(settings("b", Duration.ZERO, true, "a", "b")).peace().crashes("a").wrote("b");
  }

  @Test
  void withoutAWindowABrokenLinkAloneIsNoDeath() {
    starts(settings("b", Duration.ZERO, true, "a", "b"))
        .peace()
        .closes("a")
        .wroteNothing()
        .links("a")
        .after("5s")
        .wroteNothing();
  }

  @Test
  void aServerThatIsHeardAgainWithinTheWindowIsUpWithoutAWrite() {
    atPeace("b", "a", "b")
        .crashes("a")
        .after("1.9s")
        .links("a")
        .after("60s")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void silenceOfThreeKeepAlivesAndTheWindowIsADeath() {
    atPeace("b", "a", "b")
        .silent("a")
        .after("4s")
        .logged("state=silent for")
        .wroteNothing()
        .after("1.6s")
        .wrote("b")
        .told("is now down (silent since");
  }

  @Test
  void whatCanNotBeReachedAfterALossIsSuspectedAndThenDead() {
    atPeace("b", "a", "b").closes("a").timesOut("a").after("2.2s").wrote("b");
  }

  @Test
  void anAttemptThatIsNeverAnsweredHoldsNothingUp() {
    atPeace("b", "a", "b").closes("a").after("5.4s").wrote("b");
  }

  @Test
  void theOthersHaveTheirSayHoweverShortTheWindowIs() {
    GroupSettings settings = settings("b", Duration.ofMillis(200), true, "a", "b", "c");
    starts(settings).peace().crashes("a").after("2s").logged("cut off from here: c sees it");
    starts(settings).peace().crashes("a").doesNotSee("c", "a").after("0.4s").wrote("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8s", "8.6s", "9.2s", "9.8s"})
  void theWindowBeginsWhenTheOtherOneSeesItNoMore(String seen) {
    GroupStory story = atPeace("b", "a", "b", "c").silent("a").after(seen).doesNotSee("c", "a");
    story.after("1.8s").didNotLog("state=down").after("0.6s").logged("state=down: silent");
  }

  @Test
  void aServerThatAnotherOneSeesIsNotDead() {
    atPeace("b", "a", "b", "c")
        .silent("a")
        .after("60s")
        .logged("cut off from here: c sees it; nothing moves")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void whenNobodySeesItAnyMoreItIsDeadOneWindowLater() {
    atPeace("b", "a", "b", "c")
        .silent("a")
        .after("20s")
        .wroteNothing()
        .doesNotSee("c", "a")
        .after("2.4s")
        .wrote("b");
  }

  @Test
  void whatAnotherOneSaidBeforeTheSuspicionProvesNothing() {
    starts(settings("b", Duration.ZERO, true, "a", "b", "c")).peace().crashes("a").wrote("b");
  }

  @Test
  void aServerThatWasNeverSeenMovesNothingInAPairAndIsMentioned() {
    starts("b", "a", "b")
        .refused("a")
        .after("10m")
        .wroteNothing()
        .told("no-link")
        .logged("never-seen: no link since our start");
  }

  @Test
  void inAGroupAHolderThatNobodySawSinceOurStartIsReplaced() {
    starts("b", "a", "b", "c")
        .links("c")
        .doesNotSee("c", "a")
        .after("31s")
        .wroteNothing()
        .after("2s")
        .wrote("b")
        .told("is now down (never seen since our start)");
  }

  @Test
  void ourOwnStandstillAccusesNobody() {
    atPeace("b", "a", "b")
        .standsStill("20s")
        .event(new Event.Tick())
        .logged("paused for 20 s")
        .closes("a")
        .refused("a")
        .after("2.8s")
        .links("a")
        .after("60s")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void timeInWhichWeWereSlowIsNotTimeThatWeWaited() {
    GroupStory story = atPeace("b", "a", "b");
    for (int i = 0; i < 20; i++) {
      story.after("0.2s").standsStill("1.9s");
    }
    story.after("10s").didNotLog("suspect").wroteNothing();
  }

  @Test
  void aPeerThatDoesNotListenIsWaitedForDuringTheWindow() {
    starts(deafPeer("a", "a", "b"))
        .peace()
        .closes("b")
        .did()
        .after("1.8s")
        .toldNothing()
        .after("0.4s")
        .told(
            "peer-down [a] Server 'b' is now down (connection closed, nobody listens there) | No"
                + " record change");
  }

  @Test
  void ofTwoLinksMadeAtOnceBothSidesKeepTheOneOfTheLaterServer() {
    // b is the later one: what it dialled stays.
    atPeace("b", "a", "b").linksAgain("a", false).did("close 2").after("1m").wroteNothing();
    atPeace("a", "a", "b").linksAgain("b", true).did("close 2").after("1m").wroteNothing();
  }

  @Test
  void aNewerLinkTakesThePlaceOfASilentOne() {
    atPeace("a", "a", "b").silent("b").after("2s").linksAgain("b", false).did("close 1");
  }

  @Test
  void afterOurStandstillAPeerThatDoesNotListenMayTakeItsLongestPause() {
    starts(deafPeer("a", "a", "b"))
        .peace()
        .standsStill("60s")
        .event(new Event.Tick())
        .closes("b")
        .after("19s")
        .didNotLog("state=down")
        .links("b")
        .after("60s")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void butNoLonger() {
    starts(deafPeer("a", "a", "b"))
        .peace()
        .standsStill("60s")
        .event(new Event.Tick())
        .closes("b")
        .after("21s")
        .logged("peer=b state=down: connection closed");
  }

  @Test
  void afterOurStartAPeerThatDoesNotListenMayTakeItsLongestPause() {
    GroupSettings slow = reconnectMax(Duration.ofSeconds(30), deafPeer("b", "a", "b", "c"));
    starts(slow)
        .links("a")
        .doesNotSee("a", "c")
        .after("39s")
        .didNotLog("peer=c state=suspect")
        .after("2s")
        .logged("peer=c state=suspect: never seen since our start");
  }

  /** The settings of {@code me} where the last of the servers does not listen. */
  private static GroupSettings deafPeer(String me, String... names) {
    GroupSettings right = settings(me, Duration.ofSeconds(2), true, names);
    List<GroupSettings.Server> servers = new ArrayList<>(right.servers());
    servers.set(names.length - 1, new GroupSettings.Server(names[names.length - 1], false));
    return GroupSettingsWith.same(right).servers(servers).settings();
  }

  private static GroupSettings reconnectMax(Duration pause, GroupSettings right) {
    return GroupSettingsWith.same(right).reconnectMax(pause).settings();
  }
}
