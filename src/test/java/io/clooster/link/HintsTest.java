// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import org.junit.jupiter.api.Test;

class HintsTest {
  private long now = Long.MAX_VALUE - 5;
  private final Hints hints = new Hints(() -> now);

  @Test
  void whoKnocksWithoutEndIsToldOnceASecond() {
    // When
    int told = 0;
    for (int i = 0; i < 10_000; i++) {
      told += hints.allow(failed("srv1", HelloFault.WRONG_KEY, HelloOrigin.CLAIMED)) ? 1 : 0;
      now += Hints.EVERY.toNanos() / 1_000;
    }

    // Then
    assertThat(told).isEqualTo(10);
  }

  @Test
  void oneKindHidesNoOther() {
    // When
    hints.allow(failed("srv1", HelloFault.WRONG_KEY, HelloOrigin.CLAIMED));

    // Then
    assertThat(hints.allow(failed("srv2", HelloFault.WRONG_KEY, HelloOrigin.CLAIMED))).isTrue();
    assertThat(hints.allow(failed("srv1", HelloFault.OTHER_CONFIG, HelloOrigin.CLAIMED))).isTrue();
    assertThat(hints.allow(failed("srv1", HelloFault.WRONG_KEY, HelloOrigin.ADDRESS))).isTrue();
    assertThat(hints.allow(failed("srv1", HelloFault.WRONG_KEY, HelloOrigin.CLAIMED))).isFalse();
  }

  private static Event.HelloFailed failed(String peer, HelloFault fault, HelloOrigin origin) {
    return new Event.HelloFailed(peer, fault, origin, "whatever");
  }
}
