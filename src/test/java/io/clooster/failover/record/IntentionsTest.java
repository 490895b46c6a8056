// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.Claim;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Severity;
import io.clooster.message.Words;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntentionsTest {
  private static final String LEFT = "a-0-1";

  private static final Words WORDS = Words.of("a", "www.example.com");

  private final Notifications notifications = new Notifications("a-1", true);
  private final DesiredRecord wish =
      new DesiredRecord("a", new ChangeReason.PeerDown("b", Reason.said("reset")), new Moment(0));
  private final Intentions claimed = new Intentions(true);
  private final Intentions unclaimed = new Intentions(false);

  @Test
  void itIsStoredWithoutTimesAndToldWithThemByTheSameId() {
    // When
    List<Action> before = actions(step -> claimed.writes(claim(8, "a"), "a", this::moved, step));
    List<Action> after =
        actions(
            step ->
                claimed.tells(
                    to ->
                        notifications.changed(
                            wish, null, Duration.ofSeconds(2), Duration.ofMinutes(5), to),
                    step));

    // Then
    Action.Intend intend = (Action.Intend) before.get(0);
    assertThat(intend.epoch()).isEqualTo(8);
    assertThat(intend.value()).isEqualTo("a");
    assertThat(intend.message().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(WORDS.text(intend.message()))
        .isEqualTo("The address for 'www.example.com' has been changed to 'a'. Look after 'b'");
    assertThat(after).hasSize(1);
    Action.Notify told = (Action.Notify) after.get(0);
    assertThat(told.id()).isEqualTo(intend.message().id());
    assertThat(WORDS.text(told)).contains(", 2 s after 'b' was missed first");
    assertThat(actions(claimed::ends)).isEmpty();
  }

  @Test
  void aSecondAttemptTakesThePlaceOfTheFirst() {
    // When
    List<Action> first = actions(step -> claimed.writes(claim(8, "a"), "a", this::moved, step));
    List<Action> second = actions(step -> claimed.writes(claim(9, "a"), "a", this::moved, step));

    // Then
    assertThat(id(second)).isEqualTo(id(first));
    assertThat(((Action.Intend) second.get(0)).epoch()).isEqualTo(9);
  }

  @Test
  void whatIsNotToBeToldAnyMoreIsDropped() {
    // Given
    String id = id(actions(step -> claimed.writes(claim(8, "a"), "a", this::moved, step)));

    // Then
    assertThat(actions(claimed::ends)).containsExactly(new Action.Drop(id));
    assertThat(actions(claimed::ends)).isEmpty();
  }

  @Test
  void theClaimThatItMadeReleasesIt() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "a", claim(8, "a"), 1)).containsExactly(new Action.Release(LEFT));
    assertThat(read(claimed, "a", claim(8, "a"), 2)).isEmpty();
  }

  @Test
  void theClaimThatItMadeAndRenewedReleasesIt() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "a", claim(9, "a"), 1)).containsExactly(new Action.Release(LEFT));
  }

  @Test
  void aClaimThatWasDeletedSinceLeavesTheRecordToTell() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "a", null, 1)).containsExactly(new Action.Release(LEFT));
  }

  @Test
  void anotherHoldersClaimDropsIt() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "c", claim(8, "c"), 1)).containsExactly(new Action.Drop(LEFT));
  }

  @Test
  void aLaterClaimOfAnotherOneDropsIt() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "c", claim(9, "c"), 1)).containsExactly(new Action.Drop(LEFT));
  }

  @Test
  void whatMayStillLandIsWaitedForAMinuteAndNoLonger() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "b", claim(7, "b"), 1)).isEmpty();
    assertThat(read(claimed, "b", claim(7, "b"), 59)).isEmpty();
    assertThat(read(claimed, "b", claim(7, "b"), 60)).containsExactly(new Action.Drop(LEFT));
  }

  @Test
  void itMayLandLate() {
    found(claimed, 8, "a");
    assertThat(read(claimed, "b", claim(7, "b"), 1)).isEmpty();
    assertThat(read(claimed, "a", claim(8, "a"), 30)).containsExactly(new Action.Release(LEFT));
  }

  @Test
  void withoutClaimsTheRecordTells() {
    found(unclaimed, 0, "a");
    assertThat(read(unclaimed, "b", null, 1)).isEmpty();
    assertThat(read(unclaimed, "a", null, 2)).containsExactly(new Action.Release(LEFT));
  }

  @Test
  void aNewAttemptOfTheSameChangeTakesTheOldOneOver() {
    // Given
    found(claimed, 8, "a");

    // When
    List<Action> attempt = actions(step -> claimed.writes(claim(8, "a"), "a", this::moved, step));

    // Then
    assertThat(id(attempt)).isEqualTo(LEFT);
    assertThat(read(claimed, "a", claim(8, "a"), 5)).isEmpty();
  }

  @Test
  void anAttemptToMakeAnotherChangeDoesNot() {
    // Given
    found(claimed, 8, "c");

    // When
    List<Action> attempt = actions(step -> claimed.writes(claim(8, "a"), "a", this::moved, step));

    // Then
    assertThat(id(attempt)).isNotEqualTo(LEFT);
  }

  @Test
  void whatIsLeftIsBounded() {
    for (int i = 0; i < 100; i++) {
      claimed.found(new Event.Intended("a-0-" + i, 8, "a"), new Moment(0));
    }
    assertThat(read(claimed, "a", claim(8, "a"), 1)).hasSize(8);
  }

  private void moved(DecisionStep step) {
    notifications.moved(wish, null, step);
  }

  private static void found(Intentions intentions, long epoch, String value) {
    intentions.found(new Event.Intended(LEFT, epoch, value), new Moment(0));
  }

  private static List<Action> read(
      Intentions intentions, String value, @Nullable Claim claim, int seconds) {
    Moment asked = new Moment(Duration.ofSeconds(seconds).toNanos());
    return actions(step -> intentions.read(new RecordSnapshot(value, claim, ""), asked, step));
  }

  private static Claim claim(long epoch, String holder) {
    return new Claim(epoch, holder, Duration.ofMinutes(1));
  }

  private static String id(List<Action> actions) {
    return ((Action.Intend) actions.get(0)).message().id();
  }

  private static List<Action> actions(Consumer<DecisionStep> does) {
    DecisionStep step = new DecisionStep(new Moment(0));
    does.accept(step);
    return step.actions();
  }
}
