// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How deaths are named, and which name stands for which. */
class IncidentIdTest {

  @Test
  void aDeathIsNamedByItsServerAndItsEpochOrItsRunAndCounted() {
    assertThat(IncidentId.first("srv-1", 7, "x")).hasToString("srv-1-7");
    assertThat(IncidentId.first("srv-1", 0, "x")).hasToString("srv-1-0-x");
    assertThat(IncidentId.first("srv-1", 7, "x").next()).hasToString("srv-1-7.2");
  }

  @Test
  void aNameIsReadAsItWasWritten() {
    for (String text : List.of("a-7", "a-7.2", "a-0-173-x", "a-0-1.3")) {
      assertThat(IncidentId.of("a", text)).hasToString(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a-",
        "b-7",
        "ab-7",
        "a-x",
        "a-0",
        "a-7-x",
        "a-7.",
        "a-7.0",
        "a--7",
        "a-9999999999999999999"
      })
  void whatNamesNoDeathOfThisServerIsNone(String text) {
    assertThat(IncidentId.of("a", text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a-7, a-7, true",
    "a-9, a-7, true",
    "a-7, a-9, false",
    "a-7.2, a-7, true",
    "a-7, a-7.2, false",
    "a-0-1, a-0-1, true",
    "a-0-1, a-0-2, false",
    "a-7, a-0-1, false"
  })
  void whoKnowsALaterDeathHasToldTheEarlierOne(String told, String wanted, boolean covers) {
    assertThat(IncidentId.of("a", told).covers(IncidentId.of("a", wanted))).isEqualTo(covers);
  }
}
