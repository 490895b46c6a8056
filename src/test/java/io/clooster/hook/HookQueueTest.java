// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.Hook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookQueueTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final String MARK = "01234567-89ab-cdef-0123-456789abcdef";
  private final HookQueue queue = new HookQueue();
  private long now = Long.MAX_VALUE - 10 * SECOND;

  private static HookOrder order(Hook hook, long epoch) {
    return HookOrder.of(new Action.RunHook(hook, epoch, "b", "a", ""));
  }

  private void wants(Hook hook, long epoch) {
    queue.add(order(hook, epoch), now);
  }

  /** What an earlier process left: these were started, or not. */
  private void left(String last, boolean started, HookOrder... orders) {
    List<HookOrder> all =
        List.of(orders).stream().map(each -> started ? each.started("m") : each).toList();
    queue.restore(new HookState(last, List.of(), all), now);
  }

  private String starts() {
    HookOrder order = queue.start(MARK, now);
    return order == null ? "nothing" : order.hook() + " " + order.epoch();
  }

  @Test
  void theyRunInOrderOneAfterTheOther() {
    wants(Hook.ON_ACTIVE, 7);
    wants(Hook.ON_UNHEALTHY, 7);
    wants(Hook.ON_STANDBY, 8);
    assertThat(starts()).isEqualTo("on_active 7");
    queue.succeeded();
    assertThat(starts()).isEqualTo("on_unhealthy 7");
    queue.succeeded();
    assertThat(starts()).isEqualTo("on_standby 8");
    queue.succeeded();
    assertThat(starts()).isEqualTo("nothing");
  }

  @Test
  void oneThatFailsIsTriedAgainLaterEachTime() {
    wants(Hook.ON_ACTIVE, 7);
    for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
      assertThat(starts()).isEqualTo("on_active 7");
      assertThat(queue.failed(now).retry()).isEqualTo(Duration.ofSeconds(seconds));
      now += seconds * SECOND - 1;
      assertThat(starts()).isEqualTo("nothing");
      now += 1;
    }
  }

  @Test
  void whileItWaitsAnotherOneRuns() {
    wants(Hook.ON_ACTIVE, 7);
    starts();
    queue.failed(now);
    wants(Hook.ON_UNHEALTHY, 7);
    assertThat(starts()).isEqualTo("on_unhealthy 7");
  }

  @Test
  void thatOneFailsIsNewsOnceAndThatItWorksAgain() {
    wants(Hook.ON_ACTIVE, 7);
    starts();
    assertThat(queue.failed(now).news()).isTrue();
    now += 5 * SECOND;
    starts();
    assertThat(queue.failed(now).news()).isFalse();
    now += 10 * SECOND;
    starts();
    assertThat(queue.succeeded()).isTrue();
    wants(Hook.ON_STANDBY, 8);
    starts();
    assertThat(queue.succeeded()).isFalse();
  }

  @Test
  void oneThatFailedIsNotTriedAgainOnceANewerPartFollows() {
    wants(Hook.ON_ACTIVE, 7);
    starts();
    queue.failed(now);
    wants(Hook.ON_STANDBY, 8);
    assertThat(starts()).isEqualTo("on_standby 8");
    queue.succeeded();
    now += 600 * SECOND;
    assertThat(starts()).isEqualTo("nothing");
  }

  @Test
  void norOneThatFailsWhenThatWaitsAlready() {
    wants(Hook.ON_ACTIVE, 7);
    starts();
    wants(Hook.ON_STANDBY, 8);
    assertThat(queue.failed(now).retry()).isNull();
    assertThat(starts()).isEqualTo("on_standby 8");
  }

  @Test
  void onUnhealthyIsNotTriedAgain() {
    wants(Hook.ON_UNHEALTHY, 7);
    starts();
    assertThat(queue.failed(now)).isEqualTo(new HookQueue.Failed(null, true));
    now += 600 * SECOND;
    assertThat(starts()).isEqualTo("nothing");
  }

  @Test
  void oneThatAKillCutShortRunsAgainByItsOwnEpochWhereThisServerStillHoldsTheRecords() {
    left(null, true, order(Hook.ON_ACTIVE, 7));
    assertThat(starts()).as("before the part is known").isEqualTo("nothing");
    wants(Hook.ON_ACTIVE, 7);
    assertThat(starts()).isEqualTo("on_active 7");
    queue.succeeded();
    assertThat(starts()).isEqualTo("nothing");
  }

  @Test
  void andThenByTheEpochOfNowWhereThatIsLater() {
    left(null, true, order(Hook.ON_ACTIVE, 7));
    wants(Hook.ON_ACTIVE, 9);
    assertThat(starts()).isEqualTo("on_active 7");
    assertThat(queue.failed(now).retry()).as("a fence has seen 8").isNull();
    assertThat(starts()).isEqualTo("on_active 9");
    queue.succeeded();
    assertThat(starts()).isEqualTo("nothing");
  }

  @Test
  void whereAnotherServerTookThemMeanwhileItDoesNot() {
    left("on_active", true, order(Hook.ON_ACTIVE, 7));
    wants(Hook.ON_STANDBY, 8);
    assertThat(starts()).isEqualTo("on_standby 8");
    queue.succeeded();
    assertThat(starts()).isEqualTo("nothing");
  }

  @Test
  void anOnStandbyThatWasLeftRunsBeforeTheNextOnActive() {
    left("on_active", false, order(Hook.ON_STANDBY, 8));
    wants(Hook.ON_ACTIVE, 9);
    assertThat(starts()).isEqualTo("on_standby 8");
    queue.succeeded();
    assertThat(starts()).isEqualTo("on_active 9");
  }

  @Test
  void anOnUnhealthyThatWasLeftRunsAtOnce() {
    left(null, true, order(Hook.ON_UNHEALTHY, 7));
    assertThat(starts()).isEqualTo("on_unhealthy 7");
  }

  @Test
  void atAStartOnStandbyRunsUnlessItDidLast() {
    left("on_standby", false);
    wants(Hook.ON_STANDBY, 8);
    assertThat(starts()).isEqualTo("nothing");
    wants(Hook.ON_ACTIVE, 9);
    assertThat(starts()).isEqualTo("on_active 9");
  }

  @Test
  void atAStartOnActiveRunsThoughItDidLast() {
    left("on_active", false);
    wants(Hook.ON_ACTIVE, 8);
    assertThat(starts()).isEqualTo("on_active 8");
  }

  @Test
  void atAFirstStartOnStandbyRuns() {
    wants(Hook.ON_STANDBY, 8);
    assertThat(starts()).isEqualTo("on_standby 8");
  }

  @Test
  void thereIsABoundAndTheOneThatRunsKeepsItsPlace() {
    wants(Hook.ON_ACTIVE, 1);
    starts();
    for (int epoch = 2; epoch < 100; epoch++) {
      wants(epoch % 2 == 0 ? Hook.ON_STANDBY : Hook.ON_ACTIVE, epoch);
    }
    List<HookOrder> waiting = queue.state().waiting();
    assertThat(waiting).hasSize(HookQueue.MOST);
    assertThat(waiting.get(0).epoch()).isEqualTo(1);
    assertThat(waiting.get(HookQueue.MOST - 1).epoch()).isEqualTo(99);
    assertThat(queue.state().unsound()).isEmpty();
  }
}
