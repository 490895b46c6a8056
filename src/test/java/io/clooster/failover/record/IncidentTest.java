// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.RecordSnapshot;
import io.clooster.message.Words;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is logged and told of a move once those who answer for the zone were asked. */
class IncidentTest {
  private static final Words WORDS = Words.of("b", "www.test");
  private static final RecordSnapshot READING = new RecordSnapshot("a", "");

  private final Incident incident = new Incident(new Notifications("run"));

  @Test
  void theMoveIsTimedFromTheFirstSignToTheProvidersWordForIt() {
    begins();
    incident.written(at(3));

    assertThat(log(2))
        .containsExactly(
            "record=www.test state=moved: first sign at 00:00:00 UTC, decided +2 s, written +3 s,"
                + " verified +9 s at 2 name servers; resolvers may give the old value for 54 s more");
  }

  @Test
  void whereTheProvidersWordWasLostItIsTimedToTheLookThatShowedTheMove() {
    begins();

    assertThat(log(2)).first().asString().contains("written +5 s");
  }

  @Test
  void thatNoNameServerWasAskedIsLogged() {
    begins();

    assertThat(log(0)).first().asString().endsWith("; no name server was asked");
  }

  @Test
  void nameServersThatLagAreLoggedAndTold() {
    begins();
    List<Action> actions = verified(2, List.of("ns1.test: old", "ns2.test: no answer"));

    Action.Log line = (Action.Log) actions.get(0);
    assertThat(line.warning()).isTrue();
    assertThat(WORDS.line(line))
        .isEqualTo("record=www.test state=lagging: ns1.test: old; ns2.test: no answer");
    Action.Notify message = (Action.Notify) actions.get(1);
    assertThat(message.kind()).isEqualTo("name-servers-lag");
    assertThat(WORDS.text(message))
        .startsWith("ns1.test: old; ns2.test: no answer. The DNS provider");
  }

  @Test
  void thatNobodyCouldBeAskedIsNoNameServersFault() {
    begins();
    List<Action> actions =
        verified(0, List.of("the name servers of test can't be found: no answer"));

    assertThat(WORDS.line((Action.Log) actions.get(0)))
        .isEqualTo(
            "record=www.test state=moved: no name server could be asked: the name servers of test"
                + " can't be found: no answer");
    Action.Notify message = (Action.Notify) actions.get(1);
    assertThat(message.variant()).isEqualTo("unasked");
    assertThat(WORDS.title(message)).endsWith("has arrived was not seen");
  }

  @Test
  void aMoveToAnotherServerIsTimedThoughItIsNotOursAnyMore() {
    begins();
    readBack();
    incident.ends();
    incident.reads("b");

    assertThat(answered(2, List.of())).hasSize(1);
  }

  @Test
  void whatTheyGiveOnceTheRecordHasMovedOnIsNoLag() {
    begins();
    readBack();
    incident.ends();
    incident.reads("c");

    assertThat(answered(2, List.of("ns1.test: c"))).isEmpty();
  }

  @Test
  void norIsItOnceTheNextMoveHasBegun() {
    begins();
    readBack();
    begins();

    assertThat(answered(2, List.of("ns1.test: c"))).isEmpty();
  }

  private void begins() {
    incident.begins(at(0), at(2));
  }

  private void readBack() {
    incident.readBack(READING, "b", new DecisionStep(at(5)));
  }

  private List<String> log(int asked) {
    List<Action> actions = verified(asked, List.of());
    return actions.stream().map(line -> WORDS.line((Action.Log) line)).toList();
  }

  /** The move was seen after 5 s, and those that answer for the zone were asked until 9 s. */
  private List<Action> verified(int asked, List<String> lagging) {
    readBack();
    return answered(asked, lagging);
  }

  private List<Action> answered(int asked, List<String> lagging) {
    DecisionStep step = new DecisionStep(at(9));
    Duration cached = Duration.ofSeconds(60);
    incident.verified(new Event.RecordVerified(1, asked, lagging, cached), step);
    return step.actions();
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }
}
