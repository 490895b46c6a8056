// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.claiming;
import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody without the key answers on a server's port, or connects in its name. With the claim that
 * proves nothing: who lives renews it, and who does not is replaced.
 */
class StrangersStoriesTest {

  /** All that somebody without the key can bring about, wherever it comes from. */
  static Stream<Arguments> forged() {
    return Stream.of(HelloFault.BROKEN, HelloFault.WRONG_KEY, HelloFault.OTHER_VERSION)
        .flatMap(
            fault -> Stream.of(HelloOrigin.values()).map(origin -> Arguments.of(fault, origin)));
  }

  private static GroupStory claimed(String me, String... servers) {
    return starts(claiming(settings(me, Duration.ofSeconds(2), true, servers), false))
        .claimIsOf("a", 7);
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aDeadHolderIsReplacedWhoeverAnswersOnItsPort(HelloFault fault, HelloOrigin origin) {
    claimed("b", "a", "b")
        .peace()
        .closes("a")
        .fault("a", fault, origin)
        .after("6s")
        .wrote("b")
        .told("peer-down [b] Server 'a' is now down");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void howeverLongTheAnswersLast(HelloFault fault, HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b").peace().closes("a");
    for (int i = 0; i < 50; i++) {
      story.fault("a", fault, origin).after("0.2s");
    }
    story.wrote("b").told("peer-down");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void alsoWithoutAWindow(HelloFault fault, HelloOrigin origin) {
    starts(claiming(settings("b", Duration.ZERO, true, "a", "b"), false))
        .claimIsOf("a", 7)
        .peace()
        .closes("a")
        .fault("a", fault, origin)
        .after("4s")
        .wrote("b");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void alsoByTheNextOfThree(HelloFault fault, HelloOrigin origin) {
    claimed("b", "a", "b", "c")
        .peace()
        .closes("a")
        .doesNotSee("c", "a")
        .fault("a", fault, origin)
        .after("6s")
        .wrote("b");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aHolderThatIsNotBackInTimeIsReplaced(HelloFault fault, HelloOrigin origin) {
    claimed("b", "a", "b")
        .peace()
        .leaves("a", "30s")
        .fault("a", fault, origin)
        .after("29s")
        .wroteNothing()
        .after("4s")
        .wrote("b")
        .told("is now down (not back in time)");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aHolderThatWasNeverSeenIsReplacedWhenItsClaimIsNotRenewed(
      HelloFault fault, HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b");
    for (int i = 0; i < 70; i++) {
      story.fault("a", fault, origin).after("1s");
    }
    story.wrote("b").told("its claim is not renewed");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aHolderThatRenewsKeepsTheRecord(HelloFault fault, HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b").peace().closes("a");
    for (int i = 0; i < 60; i++) {
      story.fault("a", fault, origin).after("0.5s").renews("a", 10).after("4.5s");
    }
    story.wroteNothing().recordHolds("a").told("path-cut").after("30s").wrote("b");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aHolderThatWasNeverSeenAndRenewsKeepsTheRecord(HelloFault fault, HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b");
    for (int i = 0; i < 100; i++) {
      story.fault("a", fault, origin).after("0.5s").renews("a", 10).after("4.5s");
    }
    story.wroteNothing().recordHolds("a");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aServerThatAnotherOneSeesIsAlive(HelloFault fault, HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b", "c").peace().closes("a");
    for (int i = 0; i < 20; i++) {
      story.fault("a", fault, origin).after("1s");
    }
    story.wroteNothing().doesNotSee("c", "a").after("6s").wrote("b");
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aHolderThatLosesItsPeerRenewsWhateverAnswersThere(HelloFault fault, HelloOrigin origin) {
    claimed("a", "a", "b")
        .peace()
        .closes("b")
        .fault("b", fault, origin)
        .after("0.6s")
        .claimNames("a", 8)
        .after("30s")
        .claimNames("a", 10)
        .wroteNothing();
  }

  /** Its own restart may be what the other one waits for. */
  @ParameterizedTest
  @EnumSource(
      value = HelloFault.class,
      names = {"WRONG_KEY", "OTHER_VERSION", "OTHER_CONFIG"})
  void aHolderThatStartsAndCanNotBeLinkedRenewsAtOnce(HelloFault fault) {
    claimed("a", "a", "b").after("0.2s").fault("b", fault).after("0.6s").claimNames("a", 8);
  }

  @Test
  void aLinkedServerLosesNothingByWhatIsSaidInItsName() {
    GroupStory story = claimed("b", "a", "b").peace();
    for (HelloFault fault : HelloFault.values()) {
      for (HelloOrigin origin : HelloOrigin.values()) {
        story.fault("a", fault, origin).after("0.2s");
      }
    }
    story.after("5s").wroteNothing().toldNothing();
  }

  @ParameterizedTest
  @EnumSource(
      value = HelloOrigin.class,
      mode = Mode.EXCLUDE,
      names = {"CLAIMED"})
  void aServerThatProvesAnotherConfigurationLivesAsLongAsItDoes(HelloOrigin origin) {
    GroupStory story = claimed("b", "a", "b").peace().closes("a");
    for (int i = 0; i < 20; i++) {
      story.fault("a", HelloFault.OTHER_CONFIG, origin).after("10s");
    }
    story.wroteNothing().told("config-differs [b] Server 'a' has another configuration");
    story.after("20s").wrote("b").told("peer-down");
  }

  @Test
  void aServerWithAnotherConfigurationIsDeadWhenNobodyListensThereAnyMore() {
    claimed("b", "a", "b")
        .peace()
        .closes("a")
        .fault("a", HelloFault.OTHER_CONFIG)
        .after("1s")
        .refused("a")
        .after("2.4s")
        .wrote("b");
  }

  /** It connects to us, and a firewall refuses what we try. */
  @Test
  void aRefusalSaysNothingOfAServerThatProvesItselfByItsOwnConnections() {
    GroupStory story = claimed("b", "a", "b").peace().crashes("a");
    for (int i = 0; i < 20; i++) {
      story.fault("a", HelloFault.OTHER_CONFIG, HelloOrigin.ADDRESS).after("5s").refused("a");
      story.after("5s");
    }
    story.wroteNothing().told("config-differs").didNotLog("state=down");
  }

  @ParameterizedTest
  @EnumSource(
      value = HelloFault.class,
      names = {"WRONG_KEY", "OTHER_VERSION"})
  void withoutTheClaimNothingMovesAsLongAsSomethingAnswers(HelloFault fault) {
    GroupStory story = starts("b", "a", "b").peace().closes("a");
    for (int i = 0; i < 30; i++) {
      story.fault("a", fault).after("10s");
    }
    story.wroteNothing().after("20s").wrote("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = HelloFault.class,
      names = {"WRONG_KEY", "OTHER_VERSION"})
  void withoutTheClaimARefusalAfterTheAnswersCounts(HelloFault fault) {
    GroupStory story = starts("b", "a", "b").peace().closes("a");
    story.fault("a", fault).after("10s").refused("a").after("2.4s").wrote("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = HelloFault.class,
      names = {"WRONG_KEY", "OTHER_VERSION"})
  void withoutTheClaimConnectionsOfAnybodyInItsNameHoldNothingUp(HelloFault fault) {
    GroupStory story = starts("b", "a", "b").peace().closes("a");
    for (int i = 0; i < 6; i++) {
      story.fault("a", fault, HelloOrigin.CLAIMED).after("1s");
    }
    story.wrote("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = HelloFault.class,
      names = {"WRONG_KEY", "OTHER_VERSION"})
  void withoutTheClaimAnAnswerDoesNotShortenTheTimeThatAServerAskedFor(HelloFault fault) {
    starts("b", "a", "b")
        .peace()
        .leaves("a", "30s")
        .fault("a", fault)
        .after("1s")
        .refused("a")
        .after("28s")
        .wroteNothing();
  }

  /** The next answer may be further away than the time after which it would be suspected. */
  @ParameterizedTest
  @EnumSource(
      value = HelloFault.class,
      names = {"WRONG_KEY", "OTHER_VERSION"})
  void withoutTheClaimAServerOfAGroupThatWasNeverMetIsNotSuspectedWhileItAnswers(HelloFault fault) {
    GroupSettings settings =
        GroupSettingsWith.same(settings("b", Duration.ofSeconds(2), true, "a", "b", "c"))
            .reconnectMax(Duration.ofSeconds(30))
            .settings();
    GroupStory story = starts(settings).links("c").doesNotSee("c", "a");
    for (int i = 0; i < 10; i++) {
      story.fault("a", fault).after("39s");
    }
    story.didNotLog("state=suspect").wroteNothing().after("4s").wrote("b");
  }

  /** In a pair one that was never met moves nothing, and a stranger does not change that. */
  @ParameterizedTest
  @MethodSource("forged")
  void withoutTheClaimNobodyMeetsAServerThroughAStranger(HelloFault fault, HelloOrigin origin) {
    starts("b", "a", "b")
        .fault("a", fault, origin)
        .after("1s")
        .refused("a")
        .after("5m")
        .wroteNothing();
  }
}
