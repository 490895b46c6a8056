// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:49:30Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                             | 0
          0                                | 0
          7                                | 7
          ' 120 '                          | 120
          300                              | 300
          301                              | 300
          999999999                        | 300
          99999999999999999999             | 0
          -5                               | 0
          1.5                              | 0
          soon                             | 0
          Sun, 22 Nov 2026 08:49:37 GMT    | 7
          Sunday, 22-Nov-26 08:49:37 GMT   | 7
          Sun, 22 Nov 2026 08:49:00 GMT    | 0
          Sun, 22 Nov 2099 08:49:00 GMT    | 300
          Mon, 22 Nov 2027 08:49:00 GMT    | 300
          Sun, 42 Nov 2026 08:49:00 GMT    | 0
          """)
  void theHeaderIsReadInAllItsForms(String header, int seconds) {
    assertThat(RetryAfter.of(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Property
  void whateverItSaysTheWaitIsBounded(@ForAll String header) {
    assertThat(RetryAfter.of(header, NOW)).isBetween(Duration.ZERO, RetryAfter.LONGEST);
  }
}
