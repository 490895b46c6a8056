// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.ChangeReason.PeerDown;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.NobodyFit;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.ToldIncidents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who tells which death, once. */
class DeathNewsTest {
  private static final PeerDown A = new PeerDown("a", Reason.STREAM_CLOSED, false, null, "a-7");
  private static final PeerDown B = new PeerDown("b", Reason.STREAM_CLOSED, false, null, "b-7");
  private static final PeerDown C = new PeerDown("c", Reason.STREAM_CLOSED, false, null, "c-7");

  private DecisionStep step = new DecisionStep(at(0));
  private final ToldIncidents told = new ToldIncidents();
  private final DeathNews news = new DeathNews(true, new Notifications("run"), told);

  @Test
  void withAClaimAHolderTellsNothingBeforeItHasLookedOnceMore() {
    news.died(A, true, stepAt(10));
    look(true, at(9));
    assertThat(told()).isEmpty();
    assertThat(news.waits()).isTrue();

    look(true, at(10));
    assertThat(told()).containsExactly("a may live");
    assertThat(news.waits()).isFalse();
  }

  @Test
  void whoFindsThatItHoldsNothingAnyMoreTellsNothing() {
    news.died(A, true, stepAt(10));
    look(false, at(9));
    look(true, at(11));

    assertThat(told()).isEmpty();
  }

  @Test
  void aDeathThatMovesTheRecordIsToldByThat() {
    news.died(A, true, stepAt(10));
    news.died(B, true, stepAt(10));
    news.read(at(11));
    news.tell(true, A, null, pointsAt("me"), step);

    assertThat(told()).containsExactly("b may live");
  }

  @Test
  void theDeathOfOneThatTheRecordWasSetToIsToldSoWhereNoneMayTakeIt() {
    news.died(A, true, stepAt(10));
    news.died(B, true, stepAt(10));
    news.read(at(11));
    news.tell(
        true,
        null,
        "me",
        new RecordPlace(
            "a",
            new NobodyFit("HTTP 500", null, List.of(), List.of(), List.of(), List.of(), null),
            Set.of()),
        step);

    assertThat(variants()).containsExactly("a stranded", "b out-of-sight");
  }

  @Test
  void theDeathOfOneThatTheRecordWasBeingHandedToIsLeftToWhoBringsItBack() {
    news.died(A, true, stepAt(10));
    news.died(B, true, stepAt(10));
    news.read(at(11));
    news.tell(true, null, "me", new RecordPlace("me", null, Set.of("a")), step);
    assertThat(variants()).containsExactly("b out-of-sight");

    news.look(true, true, null, stepAt(11));
    news.look(true, true, null, stepAt(42));
    look(true, at(43));
    assertThat(variants()).containsExactly("a out-of-sight");
  }

  @Test
  void theDeathOfOneThatTheRecordWasSetToIsLeftToWhoBringsItBack() {
    news.died(A, true, stepAt(10));
    news.died(B, true, stepAt(10));
    news.read(at(11));
    news.tell(true, null, "me", pointsAt("a"), step);
    assertThat(variants()).containsExactly("b out-of-sight");

    news.look(true, true, null, stepAt(11));
    news.look(true, true, null, stepAt(42));
    look(true, at(43));
    assertThat(variants()).containsExactly("a out-of-sight");
  }

  @Test
  void theDeathOfOneThatTheLookShowsToBeTheHolderIsLeftToTheTakeOver() {
    news.died(A, false, stepAt(10));
    news.read(at(11));
    news.tell(false, null, "a", pointsAt("a"), step);
    assertThat(told()).isEmpty();

    news.tookOver(B, step);
    assertThat(told()).containsExactly("a");
  }

  @Test
  void whoHoldsNothingLooksToo() {
    news.died(A, false, stepAt(10));
    look(false, at(9));
    assertThat(told()).isEmpty();

    look(false, at(10));
    assertThat(told()).containsExactly("a may live");
  }

  @Test
  void withoutAClaimWhoHoldsNothingAnyMoreTellsAllTheSame() {
    DeathNews unclaimed = new DeathNews(false, new Notifications("run"), told);
    unclaimed.died(A, true, stepAt(10));
    unclaimed.read(at(11));
    unclaimed.tell(false, null, null, pointsAt("me"), step);

    assertThat(told()).containsExactly("a");
  }

  @Test
  void aDeathThatWasLeftToAnotherOneIsToldOnceWhenThatOneDies() {
    news.othersTell(A, at(0));
    news.died(B, false, stepAt(60));
    look(false, at(60));
    assertThat(told()).containsExactly("a may live", "b may live");

    news.died(C, false, stepAt(60));
    look(false, at(61));
    assertThat(told()).containsExactly("c may live");
  }

  @Test
  void notIfItIsKnownThatThatOneHasToldIt() {
    news.othersTell(A, at(0));
    told.observe(List.of("a-7"), at(1));
    news.died(B, false, stepAt(2));
    look(false, at(2));

    assertThat(told()).containsExactly("b may live");
  }

  @Test
  void aDeathThatIsSeenLaterThanItWasToldIsNotToldAgain() {
    told.observe(List.of("a-7"), at(9));
    news.died(A, true, stepAt(10));
    look(true, at(10));

    assertThat(told()).isEmpty();
  }

  @Test
  void whatWaitsForALookIsDroppedWhenAnotherOneHasToldItMeanwhile() {
    news.died(A, true, stepAt(10));
    told.observe(List.of("a-7"), at(11));
    look(true, at(12));

    assertThat(told()).isEmpty();
    assertThat(news.waits()).isFalse();
  }

  @Test
  void theDeathOfTheHolderWaitsForTheTakeOverWhoeverDiesMeanwhile() {
    news.holderDied(A, at(0));
    news.died(B, false, stepAt(1));
    look(false, at(1));
    assertThat(told()).containsExactly("b may live");

    DecisionStep later = new DecisionStep(new Moment(0));
    news.tookOver(C, later);
    assertThat(told(later)).containsExactly("a");
  }

  @Test
  void aTakeOverTellsWhatIsLeftToTellOnceAndWhetherItMayLive() {
    news.othersTell(planned(A), at(0));
    news.othersTell(B, at(0));
    news.tookOver(C, step);
    assertThat(told()).containsExactly("a", "b may live");

    DecisionStep later = new DecisionStep(new Moment(0));
    news.tookOver(C, later);
    assertThat(told(later)).isEmpty();
  }

  @Test
  void aTakeOverTellsNothingThatIsKnownToBeTold() {
    news.othersTell(A, at(0));
    news.holderDied(B, at(0));
    told.observe(List.of("a-7"), at(1));
    news.tookOver(B, step);

    assertThat(told()).isEmpty();
  }

  @Test
  void whatNobodyIsKnownToHaveToldIsToldHoweverLongItIsAgo() {
    news.othersTell(A, at(0));
    news.holderDied(planned(B), at(0));
    news.tookOver(B, step);

    assertThat(told()).containsExactly("a may live");
  }

  @Test
  void ofTwoDeathsOfOneServerOnlyTheLastIsLeftToTell() {
    news.othersTell(A, at(0));
    news.othersTell(new PeerDown("a", Reason.SILENT, false, null, "a-9"), at(0));
    told.observe(List.of("a-7"), at(1));
    news.tookOver(B, step);

    assertThat(told()).containsExactly("a may live");
  }

  @Test
  void whoTellsByNowTellsAfterHalfAMinuteWhatNobodyIsKnownToHaveTold() {
    news.othersTell(A, at(0));
    news.othersTell(B, at(0));
    news.look(true, true, null, stepAt(10));
    news.look(true, true, null, stepAt(39));
    assertThat(news.waits()).isFalse();

    told.observe(List.of("b-7"), at(39));
    news.look(true, true, null, stepAt(40));
    look(true, at(40));
    assertThat(told()).containsExactly("a may live");
  }

  @Test
  void whoHoldsTheRecordNoMoreLeavesADeathToTheOneThatDoes() {
    news.died(A, true, stepAt(10));
    look(false, at(11));
    news.look(false, false, null, stepAt(60));
    assertThat(told()).isEmpty();

    news.tookOver(B, step);
    assertThat(told()).containsExactly("a may live");
  }

  @Test
  void whoIsBackAloneIsNotToldToBeDead() {
    news.othersTell(A, at(0));
    news.othersTell(B, at(0));
    news.lives("a");
    news.tookOver(C, step);

    assertThat(told()).containsExactly("b may live");
  }

  private List<String> told() {
    return told(step);
  }

  /** Each server that was told of, and whether it was said that only the path to it may be cut. */
  private DecisionStep stepAt(long seconds) {
    step = new DecisionStep(at(seconds));
    return step;
  }

  private static List<String> told(DecisionStep step) {
    Stream<Action.Notify> messages = step.actions().stream().map(Action.Notify.class::cast);
    return messages
        .map(told -> told.peer() + (told.variant().equals("out-of-sight") ? " may live" : ""))
        .toList();
  }

  @Test
  void theDeathOfAHolderWhoseSuccessorIsGoneTooIsToldByWhoTells() {
    news.holderDied(A, at(0));
    news.look(true, false, "a", stepAt(10));
    news.look(true, false, "a", stepAt(45));
    look(false, at(46));
    assertThat(told()).isEmpty();

    news.look(true, false, "b", stepAt(50));
    look(false, at(51));
    assertThat(told()).containsExactly("a may live");
  }

  private List<String> variants() {
    Stream<Action.Notify> messages = step.actions().stream().map(Action.Notify.class::cast);
    return messages.map(told -> told.peer() + " " + told.variant()).toList();
  }

  private static RecordPlace pointsAt(String value) {
    return new RecordPlace(value, null, Set.of());
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }

  private void look(boolean weHold, Moment asked) {
    news.read(asked);
    news.tell(weHold, null, null, pointsAt("me"), step);
  }

  private static PeerDown planned(PeerDown death) {
    return new PeerDown(death.peer(), death.reason(), true, death.heard(), death.incident());
  }
}
