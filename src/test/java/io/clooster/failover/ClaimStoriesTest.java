// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a group does with the claim: the fence of each move, and the witness of a cut link. */
class ClaimStoriesTest {

  static GroupStory starts(String me, String... servers) {
    return starts(me, Duration.ofSeconds(2), false, servers);
  }

  static GroupStory starts(String me, Duration confirm, boolean restore, String... servers) {
    GroupSettings settings = GroupStory.settings(me, confirm, true, servers);
    return GroupStory.starts(GroupStory.claiming(settings, restore));
  }

  /** All linked, {@code a} holds the record by epoch 7. */
  static GroupStory peace(String me, String... servers) {
    return starts(me, servers).claimIsOf("a", 7).peace();
  }

  // The first start.

  @Test
  void theServerThatTheRecordPointsAtMakesTheFirstClaim() {
    starts("a", "a", "b").links("b").after("5s").recordHolds("a").claimNames("a", 1).toldNothing();
  }

  @Test
  void theOthersMakeNone() {
    GroupStory story = starts("b", "a", "b").links("a").after("2m").wroteNothing();
    assertThat(story.provider.claim()).isNull();
  }

  @Test
  void withoutAnyClaimANeverSeenServerKeepsTheRecord() {
    starts("b", "a", "b").after("10m").recordHolds("a").wroteNothing();
  }

  @Test
  void aRecordThatIsSetToUsMakesUsTheHolderWhereNobodySawTheOneBefore() {
    GroupStory story = starts("b", "a", "b").after("10s").wroteNothing().recordIsSetTo("b");
    story.after("53s").claimNames("b", 1).recordHolds("b").toldNothing();
  }

  @Test
  void whereThereIsNoClaimItIsMadeBeforeTheRecordMoves() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("elsewhere").links("b").after("9s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("1.2s").wroteNothing().provider.heldWriteLands();
    story.claimNames("a", 1).recordHolds("elsewhere").provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteSucceeds()).wrote("a").recordHolds("a").claimNames("a", 2);
  }

  @Test
  void aFirstClaimThatIsTriedAgainIsOfTheSameEpoch() {
    GroupStory story = starts("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.links("b").after("10s").logged("state=writing epoch=1");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("30s").claimNames("a", 1);
  }

  @Test
  void ofTwoThatMakeTheFirstClaimAtOnceTheHolderMovesTheRecord() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("elsewhere").links("b").after("9s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("1.2s").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.recordIsSetTo("b").event(story.provider.heldWriteSucceeds());
    story.after("5s").wrote("a").recordHolds("a").claimNames("a", 2);
  }

  @Test
  void aFirstClaimThatLandsLateStillMovesARecordThatPointsNowhere() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("elsewhere").links("b").after("9s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("1.2s").closes("b").logged("state=left").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").wrote("a").recordHolds("a");
  }

  @Test
  void aFirstClaimThatLandsLateStillTakesTheRecordOfTheServerThatIsBack() {
    GroupStory story = starts("b", "a", "b").links("a").after("5s").crashes("a").after("1s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("2s").links("a").logged("state=yielded").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("65s").wrote("b").recordHolds("b").claimNames("b", 2).didNotLog("state=edited");
  }

  @Test
  void aFirstClaimThatLandsLateLeavesWhatWasEditedMeanwhile() {
    GroupStory story = starts("b", "a", "b", "c").links("a").links("c").after("5s");
    story.crashes("a").doesNotSee("c", "a").provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("3s").links("a").logged("state=yielded").provider.heldWriteLands();
    story.recordIsSetTo("c").provider.mood(FakeProvider.Mood.WORKS);
    story.after("65s").wroteNothing().recordHolds("c").claimNames("b", 1);
  }

  @Test
  void aFirstClaimThatLandsLateIsRenewedByTheLookThatFoundIt() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("elsewhere").links("b").after("9s");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("1.2s").closes("b").after("2s").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").didNotLog("state=conflict").recordHolds("a");
  }

  @Test
  void aFirstClaimFollowsWhatWasKnownWhenWeLookedAndNotWhatWasMadeSince() {
    GroupStory story = starts("a", "a", "b", "c").recordIsSetTo("elsewhere").believes("b", null);
    story.believes("c", null).links("b").links("c").after("9s");
    story.provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.after("1.2s").claimIsOf("b", 1).believes("c", "b").after("1s");
    story.event(story.provider.heldReadSucceeds()).logged("claim=a state=writing epoch=1 ");
  }

  @Test
  void aServerThatDiedWithItsFirstClaimIsReplacedWhenThatIsNotRenewed() {
    GroupStory story = starts("b", "a", "b").recordIsSetTo("elsewhere").believes("a", null);
    story.links("a").after("12s").claimIsOf("a", 1).crashes("a");
    story.after("70s").wrote("b").recordHolds("b");
  }

  @Test
  void aFirstClaimThatLandsAfterItsServerLeftIsSeenSoon() {
    GroupStory story = starts("b", "a", "b").recordIsSetTo("elsewhere").believes("a", null);
    story.links("a").after("10s").leaves("a", "0s").after("1s").claimIsOf("a", 1);
    story.after("70s").wrote("b").recordHolds("b");
  }

  // A holder that dies.

  @Test
  void aDeadHolderLosesClaimAndRecordInOneTransaction() {
    peace("b", "a", "b")
        .crashes("a")
        .after("2s")
        .wrote("b")
        .recordHolds("b")
        .claimNames("b", 8)
        .claimPromises(10)
        .told("peer-down");
  }

  @Test
  void withoutAWindowTheLookAtTheLossOfTheLinkIsTheOneThatCounts() {
    starts("b", Duration.ZERO, false, "a", "b")
        .claimIsOf("a", 7)
        .peace()
        .crashes("a")
        .wrote("b")
        .claimNames("b", 8);
  }

  @Test
  void theLastSurvivorOfAGroupTakesOver() {
    peace("c", "a", "b", "c").crashes("b").crashes("a").after("3s").wrote("c").claimNames("c", 8);
  }

  @Test
  void whoLosesTheRaceLooksAgainAndFollows() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").after("3s").wrote("b").renews("a", 10);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteConflicts());
    story.after("5s").wroteNothing().recordHolds("a").claimNames("a", 8).told("path-cut");
  }

  @Test
  void aLostAnswerIsFoundOutByLooking() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.FAILS_AFTER_WRITING);
    story.crashes("a").after("3s");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("5s").wrote("b").recordHolds("b").claimNames("b", 8).told("peer-down");
  }

  @Test
  void theOneThatTookTheClaimSaysSoBeforeItCanReadItBack() {
    GroupStory story = peace("b", "a", "b", "c");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").doesNotSee("c", "a").after("3s").wrote("b").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.provider.retryAfter(Duration.ofMinutes(5));
    story.event(story.provider.heldWriteSucceeds()).after("2s");
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void aProviderThatAnswersNothingIsToldThoughEachLookIsFollowedByAnother() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.SILENT);
    story.crashes("a").after("15s").logged("record=www.test state=failing: no answer");
    story.after("10s").told("something went wrong while updating the record");
    assertThat(story.status().record().failing()).isNotNull();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").recordHolds("b").told("changed to 'b'");
  }

  @Test
  void aServerThatSaysAgainAndAgainThatWeHoldTheRecordMakesUsLookOnce() {
    GroupStory story = peace("b", "a", "b").believes("a", "b").after("1m").wroteNothing();
    story.forgetting().after("5m");
    assertThat(story.calls()).isLessThanOrEqualTo(10);
  }

  /** The story of {@code c}. */
  private static GroupStory bTookOverFromA() {
    return peace("c", "a", "b", "c")
        .crashes("a")
        .doesNotSee("b", "a")
        .after("2s")
        .recordIsSetTo("b")
        .claimIsOf("b", 8)
        .believes("b", "b")
        .after("5s");
  }

  @Test
  void aSuccessorTellsWhatTheOneBeforeItMayNotHaveComeTo() {
    bTookOverFromA()
        .toldNothing()
        .crashes("b")
        .after("4s")
        .wrote("c")
        .told("peer-down [c] Server 'a' is now down", "peer-down [c] Server 'b' is now down");
  }

  @Test
  void whatOneThatLeftWithAWordIsKnownToHaveToldIsNotToldAgain() {
    bTookOverFromA()
        .hasTold("b", "a-7")
        .leaves("b", "0s")
        .after("2s")
        .wrote("c")
        .told("peer-stopped [c] Server 'b' was stopped");
  }

  @Test
  void aDeathThatTheHolderDidNotComeToTellIsToldByItsSuccessor() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("a", "c").crashes("c");
    story.after("3s").toldNothing().crashes("a").after("5s").wrote("b");
    story.told("peer-down [b] Server 'c' is now down", "peer-down [b] Server 'a' is now down");
  }

  @Test
  void aDeathThatAnIllHolderHasToldIsNotToldByItsSuccessor() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("a", "c").crashes("c");
    story
        .after("5s")
        .hasTold("a", "c-7")
        .after("65s")
        .ill("a")
        .after("5s")
        .wrote("b")
        .told("peer-unhealthy [b] Server 'a'");
  }

  @Test
  void aServerThatIsBackIsNotToldToBeDown() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("a", "c").crashes("c");
    story.after("5s").links("c").sees("a", "c").doesNotSee("c", "a").after("30s").crashes("a");
    story.after("5s").wrote("b").told("peer-down [b] Server 'a' is now down");
  }

  @Test
  void aDeathThatTheHolderHasToldIsNotToldByItsSuccessor() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("a", "c").crashes("c");
    story.after("5s").hasTold("a", "c-7").after("65s").crashes("a").after("5s").wrote("b");
    story.told("peer-down [b] Server 'a' is now down");
  }

  @Test
  void aDeathThatTheFirstInLineDidNotComeToTellIsToldByTheNext() {
    GroupStory story = starts("c", "a", "b", "c").recordIsSetTo("elsewhere").believes("a", null);
    story.believes("b", null).links("a").links("b").after("1s").doesNotSee("b", "a").crashes("a");
    story.after("3s").toldNothing().crashes("b").after("3s");
    story.told("peer-down [c] Server 'a' is now down", "peer-down [c] Server 'b' is now down");
    story.after("2m").toldNothing();
  }

  @Test
  void whoTakesTheRecordFromNobodyTellsTheDeathsThatNobodyDid() {
    GroupStory story = starts("c", "a", "b", "c").recordIsSetTo("elsewhere").believes("a", null);
    story.believes("b", null).links("a").links("b").after("1s").doesNotSee("b", "a").crashes("a");
    story.after("5s").toldNothing().ill("b").after("10s").wrote("c");
    story.told("peer-down [c] Server 'a' is now down", "peer-up [c] Server 'c' is now up | The");
  }

  @Test
  void whoFindsThatTheRecordPointsAtADeadServerAfterAllTakesItForThat() {
    GroupStory story = starts("c", "a", "b", "c").recordIsSetTo("elsewhere").believes("a", null);
    story.believes("b", null).links("a").links("b").after("1s").doesNotSee("b", "a").crashes("a");
    story.after("13.4s").recordIsSetTo("a").after("6s").wrote("c");
    story.told(
        "peer-down [c] Server 'a' is now down (connection closed, nobody listens there) | The"
            + " address");
  }

  @Test
  void whatWasReadBeforeThereWasANewHolderIsNoReasonToTakeTheRecordFromIt() {
    GroupStory story = starts("a", Duration.ZERO, false, "a", "b", "c").recordIsSetTo("b");
    story.claimIsOf("b", 7).links("b").links("c").believes("b", "b").believes("c", "b");
    story.after("120.4s").doesNotSee("b", "c").crashes("c");
    story.claimIsOf("c", 8).recordIsSetTo("c").believes("b", "c").didNotLog("state=conflict");
  }

  // A link that is cut.

  @Test
  void aHolderThatRenewsInTheWindowKeepsTheRecord() {
    peace("b", "a", "b")
        .silent("a")
        .after("3s")
        .renews("a", 10)
        .after("9s")
        .wroteNothing()
        .recordHolds("a")
        .told("path-cut [b] The path to 'a' is cut");
  }

  @Test
  void aRenewalThatWeReadBeforeWeMissedTheLinkThatTheHolderMissesShowsThatItLives() {
    readsARenewal(peace("b", "a", "b").hasNotReadTheClaim("a").after("57s"), 10)
        .silent("a")
        .after("8s")
        .wroteNothing()
        .recordHolds("a")
        .told("path-cut");
  }

  @Test
  void aRenewalThatWeReadWhileAnotherOneStillSawTheHolderShowsThatItLives() {
    renewedWhileVouchedFor().after("3s").doesNotSee("c", "a").after("5s").wroteNothing();
  }

  @Test
  void notSoWhereTheOtherOneGoesOnSeeingTheHolder() {
    renewedWhileVouchedFor().after("8s").doesNotSee("c", "a").after("5s").wrote("b");
  }

  @Test
  void aRenewalThatTheOneWhoSeesTheHolderTellsOfIsReadAtOnceAndDelaysNoTakeOver() {
    GroupStory story = peace("b", "a", "b", "c").silent("a").after("9s").renews("a", 60);
    story.believes("c", "a").after("10s").doesNotSee("c", "a").after("5s").wrote("b");
  }

  @Test
  void aHolderBehindACutPathIsWatchedAgainWhenTheOtherOneSeesItNoMore() {
    GroupStory story = peace("b", "a", "b", "c").doesNotSee("c", "a").silent("a").after("3s");
    story.renews("a", 10).after("4s").told("path-cut").sees("c", "a").after("30s");
    story.wroteNothing().doesNotSee("c", "a").after("2m").wrote("b").told("(its claim is not");
  }

  @Test
  void aClaimThatPromisesMoreThanAnyServerDoesIsWaitedForAsLongAsTheMost() {
    GroupStory story = peace("b", "a", "b");
    story.renews("a", 86_400).silent("a").after("3600s").recordHolds("a");
    story.after("25s").recordHolds("b");
  }

  @Test
  void soIsOneThatWeNeverSaw() {
    GroupStory story = starts("b", "a", "b", "c").claimIsOf("a", 7).believes("c", "a");
    story.links("c").after("2m").wroteNothing().doesNotSee("c", "a").after("3m").wrote("b");
  }

  private static GroupStory renewedWhileVouchedFor() {
    return readsARenewal(peace("b", "a", "b", "c").silent("a").after("57s"), 60);
  }

  /** {@code a} renews its claim, and time passes until we look. */
  private static GroupStory readsARenewal(GroupStory story, int promise) {
    story.renews("a", promise).calls();
    do {
      story.after("0.5s");
    } while (story.calls() == 0);
    return story;
  }

  @Test
  void aRefusalWhileTheClaimIsRenewedMeansNothing() {
    peace("b", "a", "b")
        .crashes("a")
        .renews("a", 10)
        .after("5s")
        .refused("a")
        .after("2s")
        .refused("a")
        .after("2s")
        .wroteNothing();
  }

  @Test
  void aHolderThatMissesAnotherOneSaysThatItMayBeThePathAlone() {
    peace("a", "a", "b")
        .silent("b")
        .after("8s")
        .told(
            "peer-down [a] Server 'b' is now down (silent since 00:13:24 UTC) | No record change is"
                + " necessary. Look after 'b'; if it lives, and only the link to it is missing, it"
                + " tells you so itself as soon as it can");
  }

  @Test
  void oneThatLeftWithAWordIsNotSoughtBehindACutPath() {
    GroupStory story = peace("a", "a", "b").leaves("b", "0s").after("8s");
    assertThat(story.messages())
        .singleElement()
        .asString()
        .contains("Server 'b' was stopped | No record change is necessary. This was announced");
  }

  @Test
  void ofSeveralThatAreCutOffFromTheHolderTheFirstTells() {
    peace("b", "a", "b", "c")
        .silent("a")
        .doesNotSee("c", "a")
        .after("3s")
        .renews("a", 10)
        .after("9s")
        .told("path-cut [b] The path to 'a' is cut")
        .talks("a")
        .links("a")
        .sees("c", "a")
        .after("5s")
        .told("path-back [b] The path to 'a' is back");
    peace("c", "a", "b", "c")
        .silent("a")
        .doesNotSee("b", "a")
        .after("3s")
        .renews("a", 10)
        .after("9s")
        .logged("peer=a state=partitioned")
        .toldNothing()
        .talks("a")
        .links("a")
        .sees("b", "a")
        .after("5s")
        .toldNothing();
  }

  @Test
  void aMoveIsToldWithSinceWhenAndUntilWhenAndWhatIsLeftToDo() {
    GroupStory story = peace("b", "a", "b");
    story.provider.cached(Duration.ofMinutes(5));
    story
        .silent("a")
        .after("8s")
        .told(
            "(silent since 00:13:24 UTC) | The address for 'www.test' has been changed to 'b', 2 s"
                + " after 'a' was missed first. Resolvers may give the old one for 300 s more. Look"
                + " after 'a'");
  }

  @Test
  void aHolderThatStopsRenewingIsDead() {
    peace("b", "a", "b")
        .silent("a")
        .after("3s")
        .renews("a", 10)
        .after("8s")
        .renews("a", 20)
        .after("15s")
        .wroteNothing()
        .told("path-cut")
        .after("20s")
        .wrote("b")
        .claimNames("b", 11)
        .told("peer-down [b] Server 'a' is now down");
  }

  @Test
  void aHolderThatDiesRightAfterARenewalIsGivenThatOneAndNotTheOneBeforeAsWell() {
    GroupStory story = peace("b", "a", "b").silent("a").after("3s").renews("a", 60).after("9s");
    story.renews("a", 60).after("60s").wroteNothing().after("18s").wrote("b").recordHolds("b");
  }

  @Test
  void whenThePathIsBackThatIsToldAndNothingMoves() {
    peace("b", "a", "b")
        .silent("a")
        .after("3s")
        .renews("a", 10)
        .after("9s")
        .told("path-cut")
        .talks("a")
        .links("a")
        .after("5s")
        .wroteNothing()
        .told("path-back");
  }

  @Test
  void theHolderRenewsAtOnceThenLessAndLessOften() {
    GroupStory story = peace("a", "a", "b").silent("b").after("4s").claimNames("a", 8);
    story.claimPromises(10).after("8s").claimNames("a", 9).claimPromises(20);
    story.after("16s").claimNames("a", 10).claimPromises(40).after("31s").claimNames("a", 11);
    story.claimPromises(60).after("46s").claimNames("a", 12).claimPromises(60).recordHolds("a");
  }

  @Test
  void whileAllLinksAreUpNothingIsRenewedAndFewCallsAreMade() {
    GroupStory story = peace("a", "a", "b").after("5m").claimNames("a", 7);
    assertThat(story.calls()).isLessThanOrEqualTo(5);
  }

  @Test
  void whileALinkIsDownTheCallsAreBounded() {
    GroupStory holder = peace("a", "a", "b").silent("b").after("5m");
    assertThat(holder.calls()).isLessThanOrEqualTo(60);
    GroupStory other = peace("b", "a", "b").silent("a").after("3s").renews("a", 10);
    for (int i = 0; i < 30; i++) {
      other.after("10s").renews("a", 10);
    }
    assertThat(other.calls()).isLessThanOrEqualTo(60);
  }

  @Test
  void aServerThatAnotherOneSeesNeedsNoRenewalButTheFirst() {
    peace("a", "a", "b", "c").silent("b").after("10m").claimNames("a", 8);
  }

  @Test
  void theWordOfOneThatMayNotHaveNoticedTheSameLossIsNoReasonNotToRenew() {
    GroupStory story = peace("a", "a", "b", "c").silent("b").after("4s").silent("c");
    story.after("0.6s").claimNames("a", 8);
  }

  @Test
  void aLinkThatIsBackAtOnceNeedsNone() {
    peace("a", "a", "b").closes("b").links("b").after("10s").claimNames("a", 7);
  }

  // One that starts alone.

  @Test
  void oneThatStartsAloneWaitsForTheClaimToBeRenewedThenTakesOver() {
    starts("b", "a", "b")
        .claimIsOf("a", 7)
        .after("60s")
        .wroteNothing()
        .after("5s")
        .wrote("b")
        .claimNames("b", 8)
        .told("peer-down");
  }

  @Test
  void oneThatStartsAloneLeavesAHolderAloneThatRenews() {
    GroupStory story = starts("b", "a", "b").claimIsOf("a", 7);
    for (int i = 0; i < 10; i++) {
      story.after("30s").renews("a", 60);
    }
    story.wroteNothing().recordHolds("a");
  }

  @Test
  void theHolderItselfStartsAndRenews() {
    starts("a", "a", "b").claimIsOf("a", 7).after("10s").claimNames("a", 8).wroteNothing();
  }

  @Test
  void oneThatStartsLeavesAHolderAloneThatAnotherOneSees() {
    starts("b", "a", "b", "c")
        .claimIsOf("a", 7)
        .links("c")
        .after("5m")
        .wroteNothing()
        .didNotLog("peer=a state=down");
  }

  @Test
  void oneThatStartsGivesAHolderTimeToConnectHoweverShortItsPromiseWas() {
    GroupStory story = starts("b", "a", "b").claimIsOf("a", 7).renews("a", 10);
    story.after("25s").wroteNothing().after("10s").wrote("b").claimNames("b", 9);
  }

  // Waking up.

  @Test
  void oneThatStoodStillYieldsToANewerEpoch() {
    GroupStory story = peace("a", "a", "b").standsStill("30s").recordIsSetTo("b").claimIsOf("b", 8);
    story.after("20s").wroteNothing().recordHolds("b").claimNames("b", 8).toldNothing();
    assertThat(story.lastReport().holder()).isEqualTo("b");
  }

  @Test
  void oneThatStoodStillDoesNotSayThatItHoldsAnythingBeforeItHasLooked() {
    GroupStory story = peace("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.standsStill("30s").after("10s");
    assertThat(story.lastReport().holder()).isNull();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("30s");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void oneThatStoodStillRenewsNothingByWhatItReadBefore() {
    GroupStory story = peace("a", "a", "b", "c").silent("b").doesNotSee("c", "b").after("5s");
    story.claimNames("a", 8).claimIsOf("c", 9).recordIsSetTo("c").forgetting();
    story.standsStill("30s").sees("c", "b").after("5s").didNotLog("state=writing");
    story.claimNames("c", 9).recordHolds("c");
  }

  @Test
  void aRecordThatPointsAtUsBesideAnotherOnesClaimIsNotLookedAtMoreOften() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.FAILS_AFTER_WRITING);
    story.crashes("a").after("2.1s").wrote("b").claimIsOf("a", 9).links("a");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").recordHolds("b").forgetting().after("5m");
    assertThat(story.calls()).isLessThanOrEqualTo(10);
  }

  @Test
  void oneThatTookTheRecordAndLostItWhileItStoodStillTellsThatItTookIt() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.crashes("a").after("3s").wrote("b").provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.SILENT);
    story.event(story.provider.heldWriteSucceeds()).claimIsOf("a", 9).recordIsSetTo("a");
    story.standsStill("60s").links("a").provider.mood(FakeProvider.Mood.WORKS);
    story.after("40s").wroteNothing().told("peer-down [b] Server 'a' is now down");
  }

  // Outages of the provider.

  @Test
  void afterAnOutageTheHolderHasTimeToRenew() {
    GroupStory other = peace("b", "a", "b");
    other.provider.mood(FakeProvider.Mood.DOWN);
    other.silent("a").after("10m");
    other.provider.mood(FakeProvider.Mood.WORKS);
    for (int i = 0; i < 10; i++) {
      other.renews("a", 60).after("45s");
    }
    other.wroteNothing().recordHolds("a");
  }

  @Test
  void aDeadHolderIsReplacedSoonAfterTheOutage() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("10m").wroteNothing();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("85s").wrote("b").recordHolds("b");
  }

  @Test
  void afterALongOutageTheHolderHasTimeForACallThatHangsAndTheNextOne() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.silent("a").after("10m").provider.mood(FakeProvider.Mood.WORKS);
    while (!story.hasLogged("state=left")) {
      story.after("0.2s");
    }
    story.after("20s").renews("a", 60).after("5s").wroteNothing().recordHolds("a");
  }

  @Test
  void anOutageThatWasToldAsTheFailureOfAChangeIsNotToldOnceMoreWhenThatIsDropped() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story
        .silent("a")
        .after("10m")
        .told("peer-down [b] Server 'a' is now down (silent since 00:13:24 UTC), but");
    story.provider.mood(FakeProvider.Mood.WORKS);
    while (!story.hasLogged("state=left")) {
      story.after("0.2s");
    }
    story.toldNothing().renews("a", 60).after("61s").told("path-cut");
  }

  @Test
  void aHolderTriesToRenewEveryThreeSecondsHoweverLongTheOutageIs() {
    GroupStory story = peace("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.silent("b").after("10m").provider.mood(FakeProvider.Mood.WORKS);
    assertThat(story.calls()).isLessThan(300);
    story.after("2.6s").claimNames("a", 9).recordHolds("a").wroteNothing();
  }

  @Test
  void aHolderWithoutTheProviderKeepsWhatItHasAsLongAsItIsLinked() {
    GroupStory story = peace("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.after("10m");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  // Hands.

  @Test
  void anEditIsToldOnceAndLeft() {
    peace("a", "a", "b").recordIsSetTo("b").after("5m").wroteNothing().told("record-edited");
  }

  @Test
  void anEditIsPutBackWhereThatIsWanted() {
    starts("a", Duration.ofSeconds(2), true, "a", "b")
        .claimIsOf("a", 7)
        .peace()
        .recordIsSetTo("elsewhere")
        .after("2m")
        .wrote("a")
        .recordHolds("a")
        .told("record-edited [a] The record 'www.test' was changed by hand");
  }

  @Test
  void aRestartedHolderLeavesAnEdit() {
    starts("a", "a", "b").claimIsOf("a", 7).recordIsSetTo("b").peace().wroteNothing();
  }

  @Test
  void aDeletedClaimIsMadeAgainHigher() {
    GroupStory story = peace("a", "a", "b");
    story.provider.claim(null);
    story.after("61s").claimNames("a", 8).recordHolds("a").toldNothing();
  }

  @Test
  void aDeletedClaimOfADeadHolderIsMadeAgainAndTaken() {
    GroupStory story = peace("b", "a", "b");
    story.provider.claim(null);
    story.crashes("a").after("5s").wrote("b").claimNames("b", 9).recordHolds("b");
  }

  @Test
  void aClaimBeyondBeliefIsMadeAgain() {
    peace("a", "a", "b").claimIsOf("b", Claim.LAST_EPOCH).after("61s").claimNames("a", 8);
  }

  @Test
  void aClaimThatTheProviderAcceptsAndDoesNotKeepIsNoReasonToCallItAllTheTime() {
    GroupStory story = starts("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.IGNORES_WRITES);
    story.links("b").after("5m");
    assertThat(story.calls()).isLessThanOrEqualTo(64);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("11s");
    assertThat(story.provider.claim()).isNotNull();
  }

  @Test
  void whatFollowsTheLastClaimThatIsBelievedIsBelievedToo() {
    GroupStory holder = peace("a", "a", "b").claimIsOf("a", Claim.LAST_EPOCH / 2).after("2m");
    holder.forgetting().silent("b").after("5m").wroteNothing();
    assertThat(holder.provider.claim().epoch()).isBetween(500_000_000_000_000L, 500000000000010L);
    GroupStory other = peace("b", "a", "b").claimIsOf("a", Claim.LAST_EPOCH / 2).after("2m");
    other.crashes("a").after("5s").wrote("b").claimNames("b", 500_000_000_000_000L);
  }

  @Test
  void aDeletedClaimIsMadeAgainWhereEachTakesTheOtherForTheHolder() {
    GroupStory story = peace("b", "a", "b").recordIsSetTo("b").believes("a", "b");
    story.provider.claim(null);
    story.after("65s").claimNames("b", 8).recordHolds("b").wroteNothing();
  }

  @Test
  void anOlderClaimIsBelievedAtOnceWhereEachTakesTheOtherForTheHolder() {
    GroupStory story = peace("b", "a", "b", "c").recordIsSetTo("b").believes("a", "b");
    story.claimIsOf("c", 2).after("65s").didNotLog("claim=b state=writing");
    story.claimNames("c", 2);
  }

  @Test
  void aClaimThatCannotBeMadeIsToldAndTriedLessAndLessOften() {
    GroupStory story = peace("a", "a", "b");
    story.provider.claim(null);
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.after("10m").told("record-lost [a] The record 'www.test' is out of reach");
    assertThat(story.calls()).isLessThanOrEqualTo(120);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("20s").told("record-found");
    assertThat(story.provider.claim().holder()).isEqualTo("a");
  }

  @Test
  void aDeletedClaimIsNotRenewedEither() {
    GroupStory story = peace("b", "a", "b").silent("a").after("3s").renews("a", 10).after("8s");
    story.provider.claim(null);
    story.after("20s").wrote("b").recordHolds("b");
    assertThat(story.provider.claim().holder()).isEqualTo("b");
  }

  @Test
  void anOutageBeforeTheFirstClaimProvesNothing() {
    GroupStory story = starts("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.after("30s");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("5m").wroteNothing().recordHolds("a");
  }

  @Test
  void aHolderThatWeNeverSawIsDeadWhenItDoesNotMakeTheClaimAgainThatAnotherServerKnowsOf() {
    GroupStory story = starts("c", "a", "b", "c").recordIsSetTo("b").claimIsOf("b", 7);
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.believes("a", "b").doesNotSee("a", "b").links("a").ill("a").provider.claim(null);
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("70s").wroteNothing().after("70s").wrote("c").recordHolds("c");
  }

  @Test
  void anOutageThatIsLongOverGivesADeadHolderNoTime() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("5s").links("a").provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").wroteNothing().crashes("a").after("3s").wrote("b").recordHolds("b");
  }

  @Test
  void anOutageWhileTheNextRenewalIsWaitedForCostsAsLongAsItLastedAtMost() {
    GroupStory story = peace("b", "a", "b").silent("a").after("3s").renews("a", 60).after("30s");
    story.wroteNothing().provider.mood(FakeProvider.Mood.DOWN);
    story.after("16s").provider.mood(FakeProvider.Mood.WORKS);
    story.after("15s").wroteNothing().after("31s").wrote("b");
  }

  @Test
  void whatAServerSaysThatHasNotReadTheClaimYetIsOutdated() {
    GroupStory story = peace("b", "a", "b", "c");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("5s").claimIsOf("c", 8).recordIsSetTo("c");
    story.doesNotSee("c", "a").hasNotReadTheClaim("c").provider.mood(FakeProvider.Mood.WORKS);
    story.after("30s").wroteNothing().claimNames("c", 8);
  }

  @Test
  void whatAServerSaysThatReadAnotherClaimOfTheSameEpochIsOutdated() {
    GroupStory story = peace("b", "a", "b", "c");
    story.provider.mood(FakeProvider.Mood.DOWN);
    story.crashes("a").after("5s").claimIsOf("c", 7).recordIsSetTo("c");
    story.doesNotSee("c", "a").provider.mood(FakeProvider.Mood.WORKS);
    story.after("30s").wroteNothing().claimNames("c", 7);
  }

  // Failback, own health.

  /** {@code b} wants the record to go back to {@code a}, and the provider is in this mood. */
  static GroupStory handsOver(FakeProvider.Mood mood) {
    GroupStory story = starts("b", "a", "b", "c").recordIsSetTo("b").claimIsOf("b", 7).links("a");
    story.links("c").believes("a", "b").after("59s").provider.mood(mood);
    return story.after("5s");
  }

  @Test
  void theHolderHandsTheClaimOverWithTheRecord() {
    starts("b", "a", "b")
        .recordIsSetTo("b")
        .claimIsOf("b", 7)
        .links("a")
        .after("70s")
        .recordHolds("a")
        .claimNames("a", 8);
  }

  @Test
  void aDeathThatOnlyTheClaimShowedIsToldByTheNextOneWhereItsSuccessorDiedBeforeItDid() {
    GroupStory story = peace("c", "a", "b", "c").doesNotSee("b", "a").closes("a").after("1s");
    story.renews("a", 10).after("14s").logged("peer=a state=partitioned").forgetting();
    while (!story.hasLogged("its claim is not renewed")) {
      story.after("1s").wroteNothing();
    }

    story.renews("b", 10).takes("b").after("2s").wroteNothing().crashes("b").after("20s");

    story.wrote("c").told("'a' is now down (its claim is not renewed)", "'b' is now down");
  }

  @Test
  void anHeirThatDiedWhileTheHolderStoodStillGetsNothing() {
    GroupStory story = starts("b", "a", "b").recordIsSetTo("b").claimIsOf("b", 7).links("a");
    story.believes("a", "b").after("59s").provider.mood(FakeProvider.Mood.DOWN);
    story.after("10s").logged("state=wanted value=a").standsStill("20s").crashes("a").after("5s");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").wroteNothing().recordHolds("b");
  }

  @Test
  void anHeirThatWasGoneWhenTheHolderWokeUpHasToBeSteadilyThereAgain() {
    GroupStory story = starts("b", "a", "b").recordIsSetTo("b").claimIsOf("b", 7).links("a");
    story.believes("a", "b").after("59s").provider.mood(FakeProvider.Mood.DOWN);
    story.after("10s").logged("state=wanted value=a").standsStill("20s").closes("a").links("a");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("30s").wroteNothing().recordHolds("b").after("1m").wrote("a");
  }

  @Test
  void anHeirThatFallsSilentInTheStepThatShowsThatItHoldsTheRecordIsTheHolder() {
    GroupStory story = handsOver(FakeProvider.Mood.HOLDS_WRITES).wrote("a");
    story.provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.event(story.provider.heldWriteFails()).after("1.4s").silent("a").after("2.8s");
    story.didNotLog("state=silent").standsStill("0.2s").forgetting();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldReadSucceeds()).logged("state=silent for 3").after("1s");
    story.wroteNothing().didNotSay("b").claimNames("a", 8);
  }

  @Test
  void aHolderWhoseHeirTookTheRecordItselfDoesNotSayThatItHoldsItOnceItHasLooked() {
    GroupStory story = handsOver(FakeProvider.Mood.DOWN);
    story.logged("state=wanted value=a").silent("a").standsStill("20.3s");
    story.claimIsOf("a", 8).recordIsSetTo("a").closes("a").forgetting();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("20s").didNotSay("b").wroteNothing();
  }

  @Test
  void aHandOverWhoseAnswerWasLostIsNoReasonToLookCloselyForEver() {
    GroupStory story = handsOver(FakeProvider.Mood.HOLDS_WRITES).wrote("a");
    story.provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.recordIsSetTo("c").believes("a", "a").after("40s").recordIsSetTo("a").after("70s");
    story.calls();
    assertThat(story.after("5m").calls()).isLessThanOrEqualTo(6);
  }

  @Test
  void aHolderWithoutAClaimMakesItsOwnBeforeItHandsOver() {
    GroupStory story = starts("b", "a", "b").recordIsSetTo("b");
    story.provider.mood(FakeProvider.Mood.READ_ONLY);
    story.provider.retryAfter(Duration.ofMinutes(2));
    story.links("a").believes("a", "b").after("59s").provider.mood(FakeProvider.Mood.WORKS);
    story.after("2m").logged("claim=b state=settled epoch=1").recordHolds("a").claimNames("a", 2);
  }

  @Test
  void aClaimThatWasHandedOverIsNotRenewedAnyMore() {
    GroupStory story = starts("b", "a", "b", "c").recordIsSetTo("b").claimIsOf("b", 7).links("a");
    story.after("59s").provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("10s").wrote("a").provider.heldWriteLands();
    story.recordIsSetTo("elsewhere").doesNotSee("a", "c");
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteFails()).after("30s").claimNames("a", 9);
  }

  @Test
  void theHeirHoldsItFromThenOn() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("b").claimIsOf("b", 7).links("b");
    story.believes("b", "b").after("5s").claimIsOf("a", 8).recordIsSetTo("a");
    story.believes("b", "a").after("2s");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void aHolderThatIsIllLooksAtWhatItMayNotMoveNowAndThenAndMovesItWhenItIsWell() {
    GroupStory story = starts("a", "a", "b").recordIsSetTo("elsewhere").believes("b", null);
    story.links("b").after("9s").provider.mood(FakeProvider.Mood.HOLDS_WRITES);
    story.after("1.2s").ownHealth(false).provider.heldWriteLands();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldWriteSucceeds()).after("5s").forgetting().after("5m");
    assertThat(story.calls()).isLessThanOrEqualTo(10);
    story.recordHolds("elsewhere").ownHealth(true).after("1s").wrote("a").recordHolds("a");
  }

  @Test
  void oneThatIsIllLosesTheRecordThoughItIsLinked() {
    peace("b", "a", "b").ill("a").after("3s").wrote("b").claimNames("b", 8).told("peer-unhealthy");
  }

  @Test
  void aLookThatIsUnderWayServesTheChangeThoughTheHoldersClaimWasNotReadYet() {
    GroupStory story = starts("b", Duration.ZERO, false, "a", "b").links("a").claimIsOf("a", 1);
    story.believes("a", "a").after("5s").provider.mood(FakeProvider.Mood.HOLDS_READS);
    story.calls();
    story.closes("a").refused("a").provider.mood(FakeProvider.Mood.WORKS);
    story.event(story.provider.heldReadSucceeds()).recordHolds("b").claimNames("b", 2);
    assertThat(story.calls()).as("look, write, read back, ask the name servers").isEqualTo(4);
  }
}
