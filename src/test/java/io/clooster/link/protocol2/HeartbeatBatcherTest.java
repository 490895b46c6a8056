// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Event;
import io.clooster.failover.Report;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatBatcherTest {
  private final EmbeddedChannel thread = new EmbeddedChannel();
  private final List<List<Event>> told = new ArrayList<>();
  private final HeartbeatBatcher signs = new HeartbeatBatcher(told::add);

  @BeforeEach
  void holdTime() {
    thread.freezeTime();
  }

  @Test
  void thoseOfAllLinksAreToldTogetherInTheirOrder() {
    // When
    add(2);
    pass(HeartbeatBatcher.TOGETHER_MILLIS - 1);
    add(1);
    List<List<Event>> before = List.copyOf(told);
    pass(1);

    // Then
    assertThat(before).isEmpty();
    assertThat(told).containsExactly(List.of(sign(2), sign(1)));
  }

  @Test
  void afterThoseThatWereToldTheNextOneWaitsForOthersAgain() {
    // Given
    add(1);
    signs.tell();
    pass(HeartbeatBatcher.TOGETHER_MILLIS);
    told.clear();

    // When
    add(1);
    pass(HeartbeatBatcher.TOGETHER_MILLIS);
    pass(1_000);

    // Then
    assertThat(told).containsExactly(List.of(sign(1)));
  }

  private void add(long link) {
    signs.add(sign(link), thread.eventLoop());
  }

  private void pass(int millis) {
    thread.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    thread.runScheduledPendingTasks();
  }

  private static Event.Reported sign(long link) {
    return new Event.Reported(link, new Report(1, true, Set.of(), null, 0));
  }
}
