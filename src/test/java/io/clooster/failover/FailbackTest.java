// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.FlapDamping;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.role.Failback;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the record gets back to a preferred server, and what its own checks change. */
class FailbackTest {

  /** {@code b} took the record from {@code a}. */
  private static GroupStory taken(GroupStory peace) {
    return peace.crashes("a").after("3s").recordHolds("b").forgetting();
  }

  @Test
  void theHolderHandsTheRecordOverWhenThePreferredServerHasBeenThereForAMinute() {
    taken(atPeace("b", "a", "b"))
        .links("a")
        .believes("a", "b")
        .told("peer-up [b] Server 'a' is now up | The record goes back to 'a' when it has been")
        .after("59.8s")
        .wroteNothing()
        .logged("the record goes back to it in 60 s, if it stays")
        .after("0.4s")
        .wrote("a")
        .told("failback [b] The record 'www.test' goes back to 'a' | The address for")
        .after("10m")
        .wroteNothing();
  }

  @Test
  void thePreferredServerWaitsForTheHolderToDoIt() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("b").links("b").believes("b", "b");
    story.after("5m").wroteNothing();

    story.recordIsSetTo("a").believes("b", "a").after("1s").wroteNothing().toldNothing();
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  static Stream<Arguments> interruptions() {
    return Stream.of(
        interruption("a break", story -> story.closes("a")),
        interruption("a restart", story -> story.leaves("a", "30s")),
        interruption("a silence", story -> story.silent("a").after("4s").talks("a")));
  }

  private static Arguments interruption(String name, UnaryOperator<GroupStory> comes) {
    return Arguments.of(Named.of(name, comes));
  }

  @ParameterizedTest
  @MethodSource("interruptions")
  void anInterruptionStartsTheMinuteAnew(UnaryOperator<GroupStory> comes) {
    GroupStory story = taken(atPeace("b", "a", "b")).links("a").after("50s");
    comes.apply(story).links("a").after("50s").wroteNothing().after("11s").wrote("a");
  }

  @Test
  void soDoesANewLinkFromAServerWhoseOldOneWeHaveNotMissedYet() {
    GroupStory story = taken(atPeace("b", "a", "b")).links("a").believes("a", "b").after("50s");
    story.links("a").after("55s").wroteNothing().after("10s").wrote("a");
  }

  @Test
  void aServerThatFlapsWaitsTwiceAsLongEachTime() {
    GroupStory story = taken(atPeace("b", "a", "b"));
    story.links("a").after("30s").didNotLog("lately").crashes("a").after("10s");
    story.links("a").after("119s").wroteNothing();

    story.logged("goes back to it in 120 s, if it stays (it failed 2 times lately)");
    story.forgetting().after("2s").wrote("a");
  }

  @Test
  void withManualFailbackItStaysWhereItIs() {
    taken(starts(settings("b", Duration.ofSeconds(2), false, "a", "b")).peace())
        .links("a")
        .told("is now up | The record 'www.test' stays with 'b'")
        .after("2h")
        .wroteNothing();
  }

  @Test
  void aServerThatIsNotPreferredGetsNothingBack() {
    atPeace("a", "a", "b").crashes("b").after("3s").links("b").after("2h").wroteNothing();
  }

  @Test
  void aHandOverIsTakenBackWhenThePreferredServerGoesBeforeItIsMade() {
    GroupStory story = taken(atPeace("b", "a", "b")).links("a");
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.after("70s").crashes("a").after("10s");
    story.provider.mood(FakeProvider.Mood.WORKS);

    story.after("2m").recordHolds("b");
  }

  @Test
  void aServerWhoseOwnChecksFailIsReplacedByAHealthyOne() {
    atPeace("b", "a", "b", "c")
        .ill("a")
        .wrote("b")
        .told("peer-unhealthy [b] Server 'a' is unhealthy: its own checks fail | The address for");
  }

  @Test
  void aHolderWhoseOwnChecksFailSaysSoAndYields() {
    GroupStory story = atPeace("a", "a", "b").ownHealth(false);
    assertThat(story.lastReport().eligible()).isFalse();

    story.takes("b").after("25s").wroteNothing().toldNothing();
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void aServerWhoseOwnChecksFailTakesNothing() {
    atPeace("b", "a", "b").ownHealth(false).crashes("a").after("1m").wroteNothing();
  }

  @Test
  void whenNobodyIsWellTheRecordStaysAndOneAlarmSaysSo() {
    GroupStory story = atPeace("a", "a", "b", "c").ill("b").ill("c").toldNothing();

    story
        .ownHealth(false)
        .after("10m")
        .wroteNothing()
        .told("no-eligible-server [a] No server is eligible");
    story.well("b").after("1s").told("eligible-server [a] Server 'b' is eligible again");
    atPeace("b", "a", "b", "c").ill("a").forgetting().ill("c").after("1m").toldNothing();
  }

  @Test
  void aServerThatIsWellAgainGetsTheRecordBackAfterItsDelay() {
    GroupStory story = atPeace("b", "a", "b").ill("a").recordHolds("b").forgetting();

    story.after("30s").well("a").believes("a", "b").after("59s").wroteNothing();
    story.after("2s").wrote("a");
  }

  @ParameterizedTest(name = "{0} failures: {1}")
  @CsvSource({"0, PT1M", "1, PT1M", "2, PT2M", "3, PT4M", "5, PT16M", "6, PT30M", "99, PT30M"})
  void theDelayDoublesUpToHalfAnHour(int failures, Duration needed) {
    FlapDamping steadiness = new FlapDamping(Duration.ofMinutes(1));
    for (int i = 0; i < failures; i++) {
      steadiness.failed(new Moment(i));
    }
    assertThat(steadiness.needed()).isEqualTo(needed);
  }

  @Test
  void aDelayIsOverWhenItIsFull() {
    GroupSettings settings = settings("b", Duration.ofSeconds(2), true, "a", "b");
    Moment start = new Moment(0);
    PeerGroup group = new PeerGroup(settings, start, new SplittableRandom(42));
    DecisionStep step = new DecisionStep(start);
    for (Peer preferred : group.members()) {
      group.opened(preferred, new Event.LinkOpened(preferred.name(), 1, true), step);
      preferred.reported(1, new Report(1, true, Set.of("b"), "b", 0), step);
    }
    Failback failback = new Failback(settings, group, Lease.none());
    Moment full = start.plus(Duration.ofMinutes(1));

    assertThat(failback.due(start, new DecisionStep(full.plus(Duration.ofNanos(-1))))).isNull();
    assertThat(failback.due(start, new DecisionStep(full))).isEqualTo("a");
  }

  @Test
  void steadyPresenceMakesFailuresForgottenOneByOne() {
    FlapDamping steadiness = new FlapDamping(Duration.ofMinutes(1));
    Moment start = new Moment(0);
    for (int i = 0; i < 4; i++) {
      steadiness.failed(start);
    }
    steadiness.there(start);
    steadiness.interrupted(start.plus(Duration.ofMinutes(25)));

    assertThat(steadiness.times()).isEqualTo(2);
  }

  @Test
  void aDelayOfNothingIsNoLicenceToFlap() {
    FlapDamping steadiness = new FlapDamping(Duration.ZERO);
    steadiness.failed(new Moment(0));
    assertThat(steadiness.needed()).isZero();
    steadiness.failed(new Moment(1));
    assertThat(steadiness.needed()).isEqualTo(Duration.ofSeconds(20));
  }
}
