// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How seldom a claim is renewed where the provider bears only so many changes a day. */
class RenewalPaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(ints = {0, 10_000, 1_000_000})
  void whereAnyNumberOrEnoughIsBorneNoClaimPromisesMoreThanAMinute(int budget) {
    assertThat(RenewalPace.most(budget)).isEqualTo(Timing.RENEW_MAX);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 51, 100, 300, 1000, 2500})
  void aDaysCutTakesNoMoreThanTwoThirdsAndTheClaimPromisesNoMoreThanThatTakes(int budget) {
    Duration most = RenewalPace.most(budget);

    assertThat(RenewalPace.renewalsOfADay(most)).isLessThanOrEqualTo(budget * 2L / 3);
    assertThat(RenewalPace.renewalsOfADay(most.minus(SECOND))).isGreaterThan(budget * 2L / 3);
    assertThat(most).isLessThanOrEqualTo(RenewalPace.LONGEST);
  }

  /** DeSEC bears 15 writes a minute and 100 an hour, too. */
  @ParameterizedTest
  @CsvSource({"60, 15", "3600, 100"})
  void aFreshCutKeepsWithinTheLimitsForAMinuteAndAnHour(long seconds, int limit) {
    Duration most = RenewalPace.most(300);
    Duration promised = Timing.RENEW_MIN;
    Duration passed = Duration.ZERO;
    int renewals = 1;
    while (passed.compareTo(Duration.ofSeconds(seconds)) < 0) {
      passed = passed.plus(RenewalPace.after(promised));
      promised = Durations.doubled(promised, most);
      renewals++;
    }

    assertThat(renewals).isLessThan(limit / 2);
  }

  @Test
  void theLeastBudgetIsOneForWhichTheLongestPromiseWillDo() {
    assertThat(Config.Provider.LEAST_WRITES).isEqualTo(RenewalPace.LEAST_WRITES);
    assertThat(RenewalPace.renewalsOfADay(RenewalPace.LONGEST))
        .isLessThanOrEqualTo(RenewalPace.LEAST_WRITES * 2L / 3);
  }

  @ParameterizedTest
  @CsvSource({"10, 7500", "60, 45000", "240, 180000", "600, 540000"})
  void aRenewalComesAQuarterEarlyAndAMinuteAtMost(long promised, long after) {
    assertThat(RenewalPace.after(Duration.ofSeconds(promised))).isEqualTo(Duration.ofMillis(after));
  }
}
