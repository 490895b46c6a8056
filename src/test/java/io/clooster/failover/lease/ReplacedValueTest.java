// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A list that shows what was replaced a moment ago lags, for a while. */
class ReplacedValueTest {
  private final ReplacedValue replaced = new ReplacedValue();

  @Test
  void whatOurWriteReplacedIsNotBelievedForHalfAMinute() {
    replaced.accepted("b", "a", at(0));

    assertThat(replaced.shown("b", "a", at(29))).isEqualTo("a");
    assertThat(replaced.isDoubted()).isTrue();
    assertThat(replaced.isPending()).isTrue();
    assertThat(replaced.shown("b", "a", at(30))).isEqualTo("b");
    assertThat(replaced.isDoubted()).isFalse();
    assertThat(replaced.isPending()).isFalse();
  }

  @Test
  void norIsWhatAnotherServersWriteReplaced() {
    replaced.shown("b", null, at(0));
    replaced.overtaken("a", at(10));
    replaced.shown("a", "b", at(10));

    assertThat(replaced.shown("b", "a", at(39))).isEqualTo("a");
    assertThat(replaced.shown("b", "a", at(40))).isEqualTo("b");
  }

  @Test
  void norWhatStoodThereBeforeThereWasAClaim() {
    replaced.unclaimed("b");
    replaced.overtaken("a", at(10));
    replaced.shown("a", null, at(10));

    assertThat(replaced.shown("b", "a", at(20))).isEqualTo("a");
  }

  @Test
  void anotherValueIsBelievedAtOnce() {
    replaced.accepted("b", "a", at(0));

    assertThat(replaced.shown("c", "a", at(1))).isEqualTo("c");
    assertThat(replaced.isDoubted()).isFalse();
  }

  @Test
  void aWriteOfAnotherOneThatLeavesTheRecordReplacedNothing() {
    replaced.accepted("b", "a", at(0));
    replaced.shown("a", "a", at(1));
    replaced.overtaken("a", at(2));

    assertThat(replaced.shown("b", "a", at(3))).isEqualTo("b");
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }
}
