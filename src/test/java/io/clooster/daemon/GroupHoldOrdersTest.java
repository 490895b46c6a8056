// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.Event;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far an operator's order that nothing is moved has come. */
class GroupHoldOrdersTest {
  private static final Status.RecordStatus READ =
      new Status.RecordStatus("srv1", "srv1", true, null, null);

  private long now;
  private final GroupHoldOrders orders = new GroupHoldOrders(() -> now);

  private static Status.Peer peer(String name, String state, long hold) {
    return new Status.Peer(
        name, state, null, null, true, false, false, "srv1", List.of(), 1, hold, 0, "");
  }

  private static Status status(long number, Status.Claim claim, Status.Peer... peers) {
    return new Status(
        2,
        "srv1",
        true,
        false,
        null,
        number == 0 ? null : new HoldOrder(number, Duration.ofHours(1)),
        List.of(peers),
        new Status.Role("active", "srv1", null, Duration.ZERO),
        claim,
        READ,
        List.of());
  }

  private static Status.Claim claim(long hold) {
    return new Status.Claim("listed", 7, "srv1", false, false, hold);
  }

  private GroupHoldOrder given() throws OrderRefused {
    return orders.hold(status(4, claim(4)), "for=2h");
  }

  @Test
  void itIsForAnHourUnlessSomethingElseIsSaid() throws Exception {
    assertThat(given().event()).isEqualTo(new Event.Hold(Duration.ofHours(2)));
    assertThat(orders.hold(status(0, null), null).event())
        .isEqualTo(new Event.Hold(Duration.ofHours(1)));
    assertThat(orders.release(status(0, null), null).event())
        .isEqualTo(new Event.Hold(Duration.ZERO));
  }

  @Test
  void itIsAwaitedUntilAllAndTheClaimHaveIt() throws Exception {
    GroupHoldOrder order = given();

    assertThat(orders.isAwaited(order, status(5, claim(4), peer("srv2", "connected", 4)))).isTrue();
    assertThat(orders.isAwaited(order, status(5, claim(5), peer("srv2", "connected", 4)))).isTrue();
    assertThat(orders.isAwaited(order, status(5, claim(4), peer("srv2", "connected", 5)))).isTrue();
    assertThat(orders.isAwaited(order, status(5, claim(5), peer("srv2", "connected", 5))))
        .isFalse();
    orders.stillCounts(order);
    assertThat(order.answer())
        .containsEntry("not_reached", List.of())
        .containsEntry("claim", true)
        .containsEntry("held_for", 7200.0);
  }

  @Test
  void whoIsNotLinkedIsNotAwaitedAndNamed() throws Exception {
    GroupHoldOrder order = given();

    assertThat(orders.isAwaited(order, status(5, claim(5), peer("srv2", "dead", 0)))).isFalse();

    assertThat(order.answer().get("not_reached"))
        .isEqualTo(List.of(Map.of("server", "srv2", "why", "no link with it: it is dead")));
  }

  @Test
  void whoDoesNotTellOfItIsNamedAfterSomeSeconds() throws Exception {
    GroupHoldOrder order = given();
    Status older = status(5, claim(5), peer("srv2", "connected", 0));
    assertThat(orders.isAwaited(order, older)).isTrue();
    now += Duration.ofSeconds(8).toNanos();

    assertThat(orders.isAwaited(order, older)).isFalse();

    assertThat(order.answer().get("not_reached").toString()).contains("srv2", "older version");
  }

  @Test
  void aClaimIsNotAwaitedWhereNobodyCanWriteItAndNotAtAllWhereNoneIsUsed() throws Exception {
    GroupHoldOrder order = given();
    Status cut =
        new Status(
            2,
            "srv2",
            true,
            false,
            null,
            new HoldOrder(5, Duration.ofHours(1)),
            List.of(peer("srv1", "dead", 0)),
            new Status.Role("standby", "srv1", null, null),
            claim(4),
            READ,
            List.of());
    assertThat(orders.isAwaited(order, cut)).isFalse();
    assertThat(order.answer()).containsEntry("claim", false);

    assertThat(orders.isAwaited(order, status(5, null))).isFalse();
    assertThat(order.answer()).containsEntry("claim", null);
  }

  @Test
  void anotherOrderThatCountsIsNoSuccess() throws Exception {
    GroupHoldOrder order = given();
    assertThat(orders.isAwaited(order, status(5, claim(4), peer("srv2", "connected", 4)))).isTrue();

    assertThat(orders.isAwaited(order, status(6, claim(4), peer("srv2", "connected", 6))))
        .isFalse();

    assertThatThrownBy(() -> orders.stillCounts(order))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining("another order");
  }

  @Test
  void protocol1HasNoWordForIt() {
    Status pair =
        new Status(
            1,
            "srv1",
            true,
            false,
            null,
            null,
            List.of(),
            new Status.Role("pair", "srv1", null, null),
            null,
            READ,
            List.of());

    assertThatThrownBy(() -> orders.hold(pair, "")).hasMessageContaining("protocol 1");
    assertThatThrownBy(() -> orders.release(pair, "")).hasMessageContaining("nothing was changed");
  }
}
