// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which deaths are known to be told, and which are passed on. */
class ToldIncidentsTest {
  private final ToldIncidents told = new ToldIncidents();

  @Test
  void whatIsDeliveredOrHeardIsKnownAndPassedOnForTwoMinutes() {
    told.delivered("a-7", at(0));
    told.observe(List.of("b-7"), at(60));

    assertThat(told.lately(at(119))).containsExactly("a-7", "b-7");
    assertThat(told.lately(at(120))).containsExactly("b-7");
    assertThat(told.contains(death("a-7"))).isTrue();
    assertThat(told.contains(death("a-8"))).isFalse();
  }

  @Test
  void whatIsHeardAgainIsNotPassedOnAgain() {
    told.observe(List.of("a-7"), at(0));
    told.observe(List.of("a-7"), at(119));

    assertThat(told.lately(at(121))).isEmpty();
  }

  @Test
  void noMoreThanEightArePassedOnTheLastOnes() {
    told.observe(IntStream.range(1, 12).mapToObj(epoch -> "a-" + epoch).toList(), at(0));

    assertThat(told.lately(at(1))).hasSize(8).startsWith("a-4").endsWith("a-11");
  }

  @Test
  void whoIsBackDiesAnotherDeathThatNobodyHasToldWhateverItsName() {
    told.observe(List.of("a-7"), at(0));
    told.isBack("a");
    told.observe(List.of("a-7"), at(1));

    assertThat(told.contains(death("a-7"))).isFalse();
    assertThat(told.lately(at(1))).isEmpty();
    told.delivered("a-7", at(2));
    assertThat(told.contains(death("a-7"))).isTrue();
  }

  @Test
  void aDeathThatWasToldWhileTheServerWasHeardIsAnotherOne() {
    told.observe(List.of("a-7"), at(10));

    assertThat(told.contains(death("a-7", at(12)))).isTrue();
    assertThat(told.contains(death("a-7", at(20)))).isFalse();
  }

  private static ChangeReason.PeerDown death(String incident) {
    return death(incident, null);
  }

  private static ChangeReason.PeerDown death(String incident, @Nullable Moment heard) {
    return new ChangeReason.PeerDown("a", Reason.said("reset"), false, heard, incident);
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }
}
