// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.claiming;
import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;

import io.clooster.failover.FakeProvider.Listing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A link was closed, and whoever accepts connections on that server's port since does not prove to
 * be it. With the claim as a witness that is worth what a refusal is: so a stranger on the port of
 * a dead server delays nothing.
 */
class UnprovenStoriesTest {
  private static final String SUSPECT =
      "peer=a state=suspect: connection closed, nobody there proves the key";

  private static GroupSettings claimed(String... servers) {
    return claiming(settings("b", Duration.ofSeconds(2), true, servers), false);
  }

  /** The holder's link is closed. */
  private static GroupStory closed(GroupSettings settings) {
    return starts(settings).claimIsOf("a", 7).peace().closes("a");
  }

  private static GroupStory closed() {
    return closed(claimed("a", "b"));
  }

  /** Two connections in a row end so: the first one may have been the dying process's. */
  private static GroupStory answers(GroupStory story, HelloFault fault) {
    story.accepted("a").fault("a", fault).after("0.2s");
    return story.accepted("a").fault("a", fault);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"OTHER_CONFIG", "TAKEN_OFF"})
  void aHolderInWhosePlaceSomebodyAnswersWithoutAProofIsReplacedAsSoonAsOneThatRefuses(
      HelloFault fault) {
    answers(closed(), fault)
        .logged(SUSPECT)
        .after("2.2s")
        .wrote("b")
        .told("[b] Server 'a' is now down (connection closed, nobody there proves the key)");
  }

  @Test
  void aHolderInWhosePlaceSomebodyAcceptsAndSaysNothingIsSuspectedAfterOneKeepAlive() {
    closed()
        .accepted("a")
        .after("0.8s")
        .didNotLog("state=suspect")
        .after("0.4s")
        .logged(SUSPECT)
        .after("2.2s")
        .wrote("b");
  }

  @Test
  void alsoTheNextOfThree() {
    answers(closed(claimed("a", "b", "c")).doesNotSee("c", "a"), HelloFault.BROKEN)
        .logged(SUSPECT)
        .after("3s")
        .wrote("b");
  }

  /** A process that ends accepts connections for a moment longer. */
  @Test
  void theFirstConnectionThatBreaksAfterALossIsNoNews() {
    closed()
        .accepted("a")
        .fault("a", HelloFault.BROKEN)
        .after("2.8s")
        .didNotLog("state=suspect")
        .after("0.4s")
        .logged("nobody listens there");
  }

  @Test
  void aHolderThatRenewsKeepsTheRecord() {
    GroupStory story = answers(closed(), HelloFault.BROKEN).logged(SUSPECT).renews("a", 60);
    story.after("30s").wroteNothing().recordHolds("a").told("path-cut");
  }

  @Test
  void aServerThatIsBackWithinTheWindowWasNeverDead() {
    GroupStory story = answers(closed(), HelloFault.WRONG_KEY).logged(SUSPECT).after("1.6s");
    story.links("a").after("30s").wroteNothing().toldNothing().didNotLog("state=down");
  }

  @Test
  void aConnectionThatIsProvenInTimeIsJustABrokenLink() {
    GroupStory story = closed().accepted("a").after("0.8s").links("a");
    story.after("30s").wroteNothing().toldNothing().didNotLog("state=suspect");
  }

  @Test
  void aServerThatAnotherOneSeesIsAlive() {
    answers(closed(claimed("a", "b", "c")), HelloFault.BROKEN)
        .logged(SUSPECT)
        .after("30s")
        .wroteNothing()
        .toldNothing();
  }

  /** The path may be cut, and one that lives behind it has yet to notice. */
  @Test
  void wherePacketsGetNoAnswerItTakesTheUsualSilence() {
    closed().after("2.8s").didNotLog("state=suspect").after("0.4s").logged("state=suspect");
  }

  @ParameterizedTest
  @EnumSource(
      value = HelloOrigin.class,
      mode = Mode.EXCLUDE,
      names = {"DIALLED"})
  void connectionsInItsNameAreNoNewsOfIt(HelloOrigin origin) {
    GroupStory story = closed();
    for (int i = 0; i < 13; i++) {
      story.fault("a", HelloFault.WRONG_KEY, origin).after("0.2s");
    }
    story.didNotLog("state=suspect");
  }

  @Test
  void aServerWithAnotherConfigurationIsSuspectedWhenSomebodyElseAnswersThere() {
    GroupStory story = closed().fault("a", HelloFault.OTHER_CONFIG).after("10s");
    story.told("config-differs").didNotLog("state=suspect");
    story.accepted("a").fault("a", HelloFault.BROKEN).logged(SUSPECT).after("2.4s").wrote("b");
  }

  // As it always was.

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"OTHER_CONFIG", "TAKEN_OFF"})
  void withoutTheClaimNobodyIsSuspectedForThat(HelloFault fault) {
    GroupStory story = closed(settings("b", Duration.ofSeconds(2), true, "a", "b"));
    answers(story, fault).accepted("a").after("2.6s").didNotLog("state=suspect");
  }

  @Test
  void norWithoutAWindow() {
    GroupStory story = closed(claiming(settings("b", Duration.ZERO, true, "a", "b"), false));
    answers(story, HelloFault.BROKEN).accepted("a").after("2.6s").didNotLog("state=suspect");
  }

  @Test
  void norWhereTheClaimIsNotToBeSeen() {
    GroupStory story = starts(claimed("a", "b")).claimIsOf("a", 7);
    story.provider.namesClaims();
    story.peace().provider.lists(Listing.NO_CLAIM);
    story.provider.findsByReference(false);
    story.after("3m").told("claim-unseen").closes("a");
    answers(story, HelloFault.BROKEN).accepted("a").after("2.6s").didNotLog("state=suspect");
  }

  @Test
  void aServerThatWasNeverSeenIsNotSuspected() {
    GroupStory story = starts(claimed("a", "b")).claimIsOf("a", 7).after("10s");
    answers(story, HelloFault.BROKEN).accepted("a").after("10s").didNotLog("state=suspect");
  }

  @Test
  void aServerThatSaidThatItComesBackHasItsTime() {
    GroupStory story = starts(claimed("a", "b")).claimIsOf("a", 7).peace().leaves("a", "30s");
    answers(story, HelloFault.BROKEN).accepted("a").after("29s").didNotLog("state=suspect");
  }

  // Our own pauses.

  @Test
  void whatEndsAnAttemptFromBeforeOurOwnStandstillIsNoNews() {
    GroupStory story = closed().after("0.4s").accepted("a").standsStill("10s").after("0.2s");
    story.fault("a", HelloFault.BROKEN).after("2.4s").didNotLog("state=suspect");
  }

  @Test
  void norIsWhatEndsTheSecondOne() {
    GroupStory story = closed().accepted("a").fault("a", HelloFault.BROKEN).after("0.2s");
    story.accepted("a").standsStill("10s").after("0.2s");
    story.fault("a", HelloFault.BROKEN).after("2.4s").didNotLog("state=suspect");
  }

  @Test
  void norIsTheSilenceOfOneThatAcceptedBeforeIt() {
    closed().accepted("a").standsStill("10s").after("2.6s").didNotLog("state=suspect");
  }

  @Test
  void aShortPauseOfOursIsNotTimeInWhichItWasToProveItself() {
    GroupStory story = closed().accepted("a").after("0.2s").standsStill("1.4s").after("0.6s");
    story.didNotLog("state=suspect").after("0.6s").logged(SUSPECT);
  }
}
