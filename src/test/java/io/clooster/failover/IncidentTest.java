// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is logged and told of a move once those who answer for the zone were asked. */
class IncidentTest {
  private static final Reading READING = new Reading("a", "");

  private final Incident incident = new Incident("www.test", new Messenger("run", "b", "www.test"));

  @Test
  void theMoveIsTimedFromTheFirstSignToTheProvidersWordForIt() {
    begins();
    incident.written(at(3));

    assertThat(log(2))
        .containsExactly(
            "record=www.test state=moved: suspected 9 s ago, decided 2 s and written 3 s after that;"
                + " verified at 2 name servers; resolvers may give the old value for 54 s more");
  }

  @Test
  void whereTheProvidersWordWasLostItIsTimedToTheLookThatShowedTheMove() {
    begins();

    assertThat(log(2)).first().asString().contains("written 5 s after that");
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
    assertThat(line.message())
        .isEqualTo("record=www.test state=lagging: ns1.test: old; ns2.test: no answer");
    Action.Notify message = (Action.Notify) actions.get(1);
    assertThat(message.kind()).isEqualTo("name-servers-lag");
    assertThat(message.text()).startsWith("ns1.test: old; ns2.test: no answer. The DNS provider");
  }

  private void begins() {
    incident.begins(at(0), at(2));
  }

  private List<String> log(int asked) {
    List<Action> actions = verified(asked, List.of());
    return actions.stream().map(line -> ((Action.Log) line).message()).toList();
  }

  /** The move was seen after 5 s, and those that answer for the zone were asked until 9 s. */
  private List<Action> verified(int asked, List<String> lagging) {
    incident.readBack(READING, "b", at(5), new Actions());
    Actions out = new Actions();
    Duration cached = Duration.ofSeconds(60);
    incident.verified(new Event.RecordVerified(1, asked, lagging, cached), at(9), out);
    return out.list();
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }
}
