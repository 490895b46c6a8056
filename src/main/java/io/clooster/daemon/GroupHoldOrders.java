// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Status;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The orders of this server's operator that nothing is moved in the whole group, or may be. */
public final class GroupHoldOrders {
  private static final int CONFLICT = 409;

  /** A heartbeat takes a second, and a write of the claim a few where the provider is slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final LongSupplier nanos;

  /** By the machine's monotonic clock. */
  public GroupHoldOrders() {
    this(System::nanoTime);
  }

  GroupHoldOrders(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Nothing is to be moved.
   *
   * @param query {@code for=2h}; without it, {@link OrderOptions#HOLD_USUALLY}
   * @throws OrderRefused where that can't be asked for
   */
  public GroupHoldOrder hold(@Body Status status, @Variable("query") @Nullable String query)
      throws OrderRefused {
    groupOnly(status);
    return new GroupHoldOrder(OrderOptions.holdTime(query), nanos.getAsLong());
  }

  /** It may be again. */
  public GroupHoldOrder release(@Body Status status, @Variable("query") @Nullable String query)
      throws OrderRefused {
    groupOnly(status);
    OrderOptions.none(query);
    return new GroupHoldOrder(Duration.ZERO, nanos.getAsLong());
  }

  private static void groupOnly(Status status) throws OrderRefused {
    if (status.protocol() == 1) {
      throw new OrderRefused(
          CONFLICT,
          "protocol 1 has no word for that, so nothing was changed: write \"protocol\": 2 into both"
              + " servers' files");
    }
  }

  /** Whether to look once more how far it has come, which stands like that now. */
  public boolean isAwaited(GroupHoldOrder order, Status status) {
    order.look(status);
    return !order.isOvertaken()
        && order.isAwaited()
        && order.age(nanos.getAsLong()).compareTo(PATIENCE) < 0;
  }

  /** Lets pass what counts. */
  public void stillCounts(@Variable("order") GroupHoldOrder order) throws OrderRefused {
    if (order.isOvertaken()) {
      throw new OrderRefused(
          CONFLICT,
          "another order of that kind came meanwhile, or had come before this server could hear of"
              + " it, and counts: see what clooster status says, and say it again");
    }
  }
}
