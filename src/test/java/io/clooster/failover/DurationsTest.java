// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(3);

  @Test
  void ofTwoTheShorterOneIsTheMinimumWhicheverComesFirst() {
    assertThat(Durations.min(SHORT, LONG)).isEqualTo(SHORT);
    assertThat(Durations.min(LONG, SHORT)).isEqualTo(SHORT);
  }

  @Test
  void ofTwoTheLongerOneIsTheMaximumWhicheverComesFirst() {
    assertThat(Durations.max(SHORT, LONG)).isEqualTo(LONG);
    assertThat(Durations.max(LONG, SHORT)).isEqualTo(LONG);
  }

  @Test
  void aPauseIsDoubledUpToALimit() {
    assertThat(Durations.doubled(SHORT, LONG)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Durations.doubled(Duration.ofSeconds(2), LONG)).isEqualTo(LONG);
  }

  @Test
  void aMomentIsReachedFromItselfOnAndPassedOnlyAfterIt() {
    Moment moment = new Moment(Long.MAX_VALUE);
    Moment next = new Moment(Long.MIN_VALUE);
    assertThat(moment.reached(moment)).isTrue();
    assertThat(moment.isAfter(moment)).isFalse();
    assertThat(next.isAfter(moment)).isTrue();
    assertThat(moment.reached(next)).isFalse();
    assertThat(moment.orLater(next)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1 s",
    "2345, 2.3 s",
    "2099, 2 s",
    "9999, 9.9 s",
    "10000, 10 s",
    "90900, 90 s"
  })
  void aDurationIsToldAsPeopleSayIt(long millis, String words) {
    assertThat(Durations.inWords(Duration.ofMillis(millis))).isEqualTo(words);
  }
}
