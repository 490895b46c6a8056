// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Slow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator notices each broken core. The seeds are in docs/simulation.md. */
@Slow
class BrokenCoreTest {
  private static final int RUNS = 10_000;

  @ParameterizedTest
  @EnumSource
  void isCaught(BrokenCore broken) {
    assertThat(SeedSearch.of(broken, 1, RUNS)).as(broken.word()).isNotNull();
  }
}
