// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(5), now::get);

  @Test
  void aNewWindowGivesTheWholeQuota() {
    // Given
    limit.spend("a");
    limit.spend("a");

    // When
    pass(300);

    // Then
    assertThat(limit.spend("a")).isEqualTo(new RateLimit.Balance(true, 1, 300));
  }

  @Test
  void whoExceedsTheQuotaIsBlockedForAWholeWindow() {
    // Given
    limit.spend("a");
    limit.spend("a");
    pass(299);

    // When
    RateLimit.Balance exceeded = limit.spend("a");
    pass(299);
    RateLimit.Balance stillBlocked = limit.spend("a");
    pass(1);
    RateLimit.Balance free = limit.spend("a");

    // Then
    assertThat(exceeded).isEqualTo(new RateLimit.Balance(false, 0, 300));
    assertThat(stillBlocked).isEqualTo(new RateLimit.Balance(false, 0, 1));
    assertThat(free.allowed()).isTrue();
  }

  private void pass(long seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
