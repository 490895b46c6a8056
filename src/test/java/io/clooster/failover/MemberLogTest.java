// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.starts;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of another server: each change of what we think of it, once. */
class MemberLogTest {

  private static GroupStory following() {
    return atPeace("b", "a", "b", "c");
  }

  @Test
  void aLinkThatEndsIsLogged() {
    following().closes("a").logged("peer=a state=disconnected: closed by the peer");
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        loss("merely lost", story -> story.closes("a"), "the link is back; nothing moves"),
        loss("suspected", story -> story.crashes("a"), "the link is back; nothing moves"),
        loss("away", story -> story.leaves("a", "30s"), "the link is back; nothing moves"),
        loss("dead", story -> story.leaves("a", "0s"), "connected"));
  }

  private static Arguments loss(String name, UnaryOperator<GroupStory> loss, String words) {
    return Arguments.of(Named.of(name, loss), words);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLinkThatIsThereAgainIsLoggedAsWhatItMeans(UnaryOperator<GroupStory> loss, String words) {
    loss.apply(following()).forgetting().links("a").logged("peer=a state=up: " + words);
  }

  @Test
  void theFirstLinkIsLogged() {
    starts("b", "a", "b").links("a").logged("peer=a state=up: connected");
  }

  @Test
  void aLinkOverWhichADyingProcessTellsNothingIsLoggedAsThat() {
    following()
        .leaves("a", "30s")
        .silent("a")
        .links("a")
        .closes("a")
        .logged("peer=a state=disconnected: closed by the peer, before it told anything");
  }

  @Test
  void aLinkThatReplacesAnotherOneIsLogged() {
    following()
        .linksAgain("a", true)
        .logged("peer=a state=up: a newer link replaces the older one");
  }

  @Test
  void aServerThatLeavesForAWhileIsLoggedWithHowLong() {
    following()
        .leaves("a", "30s")
        .logged("peer=a state=restarting: it was stopped, back within 30 s");
  }

  @Test
  void whatAServerSaysOfItsOwnChecksIsLoggedOnceEachWay() {
    GroupStory story = following().after("5s").didNotLog("by its own checks");
    story.ill("a").logged("peer=a state=unhealthy: by its own checks");
    story.after("5s").didNotLog("by its own checks");
    story.well("a").logged("peer=a state=healthy: by its own checks");
    story.after("5s").didNotLog("by its own checks");
  }

  @Test
  void whyThereIsNoLinkIsLoggedOnceForEachReason() {
    GroupStory story = following().closes("a").refused("a");
    story.logged("peer=a state=unreachable: connection refused");
    story.after("1s").refused("a").didNotLog("unreachable");
    story.timesOut("a").logged("peer=a state=unreachable: no answer in time");
    story.fault("a", HelloFault.BROKEN).logged("peer=a state=unreachable: what differs");
  }

  @Test
  void afterALinkItIsLoggedOnceMore() {
    GroupStory story = following().closes("a").refused("a").links("a").closes("a").forgetting();
    story.refused("a").logged("peer=a state=unreachable: connection refused");
  }

  @Test
  void anAttemptThatFailsWhileTheirsSucceedsIsNotLogged() {
    following().refused("a").fault("a", HelloFault.BROKEN).didNotLog("unreachable");
  }

  @Test
  void aServerThatWasNeverSeenIsMentionedEveryFiveMinutes() {
    GroupStory story = starts("b", "a", "b").after("299.8s").didNotLog("never-seen");
    story.after("0.2s").logged("peer=a state=never-seen: no link since our start");
    story.after("299.8s").didNotLog("never-seen").after("0.2s").logged("never-seen");
  }

  @Test
  void inAGroupAServerThatWasNeverSeenIsSuspectedAfterThirtySeconds() {
    GroupStory story = starts("b", "a", "b", "c").links("c").doesNotSee("c", "a");
    story.after("29.8s").didNotLog("state=suspect").after("0.2s");
    story.logged("peer=a state=suspect: never seen since our start");
  }

  @Test
  void aServerThatAnotherOneSeesIsLoggedOnce() {
    GroupStory story = following().silent("a").after("6s").logged("cut off from here: c sees it");
    story.after("1m").didNotLog("cut off");
    story.links("a").after("6s").logged("cut off from here: c sees it");
  }
}
