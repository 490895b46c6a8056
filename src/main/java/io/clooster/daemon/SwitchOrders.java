// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Status;
import io.clooster.failover.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The orders of this server's operator that the record is to be handed over. They are answered by
 * the server that holds it, which need not be this one.
 */
public final class SwitchOrders {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  /** The decision has given an order up by then. */
  private static final Duration PATIENCE = Timing.ORDER_WITHIN.plusSeconds(1);

  private final Map<String, SwitchOrder> open = new ConcurrentHashMap<>();

  /**
   * The record is to be handed over.
   *
   * @param query {@code to=NAME}, or {@code auto=true} for what the order of preference says
   * @throws OrderRefused where that can't be asked for
   */
  public SwitchOrder order(@Body Status status, @Variable("query") @Nullable String query)
      throws OrderRefused {
    Operator.groupOnly(status);
    String target = OrderOptions.target(query);
    if (!target.isEmpty() && !isServer(target, status)) {
      throw new OrderRefused(
          BAD_REQUEST,
          target
              + " is none of the servers ("
              + String.join(", ", servers(status))
              + "), so nothing was changed");
    }
    String holder = status.role().holder() == null ? "" : status.role().holder();
    String id = UUID.randomUUID().toString();
    SwitchOrder order = new SwitchOrder(new Event.SwitchOrder(id, target), holder);
    open.put(id, order);
    return order;
  }

  /** The decision, or the holder, says what becomes of one. */
  public void answered(@Body Action.AnswerOrder answer) {
    SwitchOrder order = open.remove(answer.order());
    if (order != null) {
      order.verdict().complete(answer);
    }
  }

  /**
   * Waits for that.
   *
   * @throws OrderRefused where it is not carried out, with the reason
   */
  public void await(@Body SwitchOrder order) throws OrderRefused, InterruptedException {
    try {
      Action.AnswerOrder answer = order.verdict().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      OrderRefusal refusal = answer.refusal();
      if (refusal != null) {
        String why = RefusalWords.of(refusal, answer.by(), order.event().target());
        throw new OrderRefused(CONFLICT, why);
      }
    } catch (TimeoutException | ExecutionException e) {
      String why = RefusalWords.of(OrderRefusal.NO_ANSWER, order.holder(), order.event().target());
      throw new OrderRefused(CONFLICT, why);
    } finally {
      open.remove(order.event().order());
    }
  }

  private static boolean isServer(String name, Status status) {
    return servers(status).contains(name);
  }

  private static List<String> servers(Status status) {
    List<String> names = new ArrayList<>();
    names.add(status.server());
    status.peers().forEach(peer -> names.add(peer.name()));
    return names;
  }
}
