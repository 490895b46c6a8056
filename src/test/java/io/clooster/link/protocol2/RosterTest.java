// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.Report;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reports become messages, and messages reports. */
class RosterTest {
  private final Roster roster = new Roster(List.of("a", "b", "c"));

  private static Frame state(String sees) {
    return new Frame(
        MessageType.STATE,
        "{\"sequence\": 1, \"eligible\": true, \"sees\": %s, \"epoch\": 0}".formatted(sees));
  }

  @Test
  void whatWasToldIsRead() {
    // Given
    Report report = new Report(7, false, Set.of("a", "c"), "b", 3);

    // When, then
    assertThat(roster.read(roster.frame(report))).isEqualTo(report);
  }

  @Test
  void aNewReportIsANewMessage() {
    // Given
    Report first = new Report(1, true, Set.of("b"), "a", 0);
    Report second = new Report(2, true, Set.of("b", "c"), "a", 0);

    // When
    roster.frame(first);
    Frame told = roster.frame(second);

    // Then
    assertThat(roster.read(told)).isEqualTo(second);
  }

  @Test
  void aServerThatIsSeenTwiceOrOutOfOrderIsGarbage() {
    for (String sees : List.of("[0, 0]", "[2, 1]")) {
      assertThatThrownBy(() -> roster.read(state(sees)))
          .isInstanceOf(Garbage.class)
          .hasMessageContaining("not ascending");
    }
  }
}
