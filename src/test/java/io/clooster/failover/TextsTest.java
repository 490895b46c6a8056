// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

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
    assertThat(Texts.duration(Duration.ofMillis(millis))).isEqualTo(words);
  }
}
