// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.Logged;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnFailuresTest {
  @Test
  void whatIsLeftOutInAMinuteIsCountedAtItsEnd() {
    try (Logged log = Logged.by("clooster")) {
      // Given
      OwnFailures failures = new OwnFailures(Duration.ofMillis(300), Runnable::run);

      // When
      for (int times = 0; times < 1_000; times++) {
        failures.add("mine", new IllegalStateException("no such table"));
      }
      failures.add("other", new NullPointerException());

      // Then
      await().until(() -> log.with("left out").count() > 0);
      assertThat(log.with("route=mine"))
          .hasSize(OwnFailures.LINES + 1)
          .last()
          .isEqualTo(
              "WARN route=mine state=failed: 997 times more in the last minute, left out here");
      assertThat(log.with("route=mine state=failed: no such table; ")).hasSize(3);
      assertThat(log.with("route=other state=failed: NullPointerException; ")).hasSize(1);
    }
  }
}
