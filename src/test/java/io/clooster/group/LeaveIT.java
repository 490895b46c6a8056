// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is stopped says so. */
@ProcessTest
class LeaveIT {
  /** Far less than the window that a silent end would have to wait for. */
  private static final Duration AT_ONCE = Duration.ofSeconds(15);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @Test
  void theHoldersPlaceIsTakenAtOnce() throws Exception {
    theHolderLeaves(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  @Full
  void soItIsInAPairAndAmongFive(int servers) throws Exception {
    theHolderLeaves(servers);
  }

  private void theHolderLeaves(int servers) throws Exception {
    // Given
    group.of(servers).set("/link/confirm", "60s").start();

    // When
    long before = System.nanoTime();
    group.srv(1).stop();
    group.story().awaitRecord(2);
    var took = Duration.ofNanos(System.nanoTime() - before);

    // Then
    assertThat(took).isLessThan(AT_ONCE);
    group.story().ends(List.of(1, 2), Told.tookOverFromStopped(2, 1));
  }

  @Test
  @Full
  void anotherOneMayLeaveAndTheHolderTellsIt() throws Exception {
    // Given
    group.of(3).set("/link/confirm", "60s").start();

    // When
    group.srv(2).stop();

    // Then
    group.story().ends(List.of(1), Told.stopped(1, 2));
  }

  @Test
  @Full
  void oneAfterTheOtherLeavesAndTheLastOfThreeTakesOver() throws Exception {
    // Given
    group.of(3).set("/link/confirm", "60s").start();

    // When
    group.srv(1).stop();
    group.story().awaitNotes(1);
    group.srv(2).stop();

    // Then
    group
        .story()
        .ends(List.of(1, 2, 3), Told.tookOverFromStopped(2, 1), Told.tookOverFromStopped(3, 2));
  }
}
