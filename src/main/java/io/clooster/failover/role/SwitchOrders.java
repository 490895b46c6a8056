// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.Action;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Timing;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.role.Role.Active;
import io.clooster.failover.role.Role.HandingOver;
import org.jspecify.annotations.Nullable;

/**
 * Has the record handed to the server that an operator has chosen. The holder alone can do that, as
 * it does when a preferred server is back ({@link Failback}); any other server passes the order on.
 */
public final class SwitchOrders {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Lease claims;
  private final RecordControl record;
  private final RoleState state;
  private final RoleChanges changes;

  /** What was passed on and is not answered; null for nothing. */
  private @Nullable Passed passed;

  private record Passed(String order, String to, long link, Moment until) {}

  SwitchOrders(
      GroupSettings settings,
      PeerGroup group,
      Lease claims,
      RecordControl record,
      RoleState state,
      RoleChanges changes) {
    this.settings = settings;
    this.group = group;
    this.claims = claims;
    this.record = record;
    this.state = state;
    this.changes = changes;
  }

  /** Our operator wants it. */
  public void asked(Event.SwitchOrder order, DecisionStep step) {
    if (state.active() != null) {
      answer(order.order(), settings.thisServer(), carryOut(order.target(), step), step);
      return;
    }
    String name = state.holder();
    Peer holder = group.named(name);
    PeerState.Connected linked = holder == null ? null : holder.linked();
    if (name == null || state.takes() || passed != null) {
      OrderRefusal why = name == null ? OrderRefusal.NO_HOLDER : OrderRefusal.UNDER_WAY;
      answer(order.order(), settings.thisServer(), why, step);
    } else if (linked == null) {
      answer(order.order(), settings.thisServer(), OrderRefusal.HOLDER_OUT_OF_SIGHT, step);
    } else {
      Moment until = step.now().plus(Timing.ORDER_WITHIN);
      passed = new Passed(order.order(), name, linked.link(), until);
      step.add(new Action.SendOrder(linked.link(), order.order(), order.target()));
    }
  }

  /** The operator of another server wants it. */
  public void passed(Event.OrderPassed order, DecisionStep step) {
    if (group.onLink(order.link()) != null) {
      OrderRefusal refusal = carryOut(order.target(), step);
      step.add(new Action.SendOrderAnswer(order.link(), order.order(), refusal));
    }
  }

  /** The holder has answered. */
  public void answered(Event.OrderAnswered answer, DecisionStep step) {
    Passed open = passed;
    if (open != null && open.order().equals(answer.order()) && open.link() == answer.link()) {
      passed = null;
      answer(open.order(), open.to(), answer.refusal(), step);
    }
  }

  /** Nobody waits for longer than that. */
  public void look(DecisionStep step) {
    Passed open = passed;
    if (open != null && (step.now().reached(open.until()) || group.onLink(open.link()) == null)) {
      passed = null;
      answer(open.order(), open.to(), OrderRefusal.NO_ANSWER, step);
    }
  }

  private static void answer(
      String order, String by, @Nullable OrderRefusal refusal, DecisionStep step) {
    step.add(new Action.AnswerOrder(order, by, refusal));
  }

  private @Nullable OrderRefusal carryOut(String target, DecisionStep step) {
    Active active = state.active();
    if (active == null) {
      return OrderRefusal.NOT_THE_HOLDER;
    } else if (!active.sure()) {
      return OrderRefusal.UNDER_WAY;
    } else if (state.role() instanceof HandingOver handing) {
      if (!handing.target().equals(target)) {
        return OrderRefusal.UNDER_WAY;
      }
      return claims.isPinned() ? null : OrderRefusal.UNDER_WAY; // Not as an operator wants it.
    } else if (record.blind()) {
      return OrderRefusal.PROVIDER_FAILS;
    } else if (target.isEmpty()) {
      step.info("record-unpinned");
      claims.pin("");
      return null;
    } else if (!settings.isServer(target)) {
      return OrderRefusal.UNKNOWN_SERVER;
    } else if (settings.failback() && (!claims.used() || claims.isUnseen())) {
      return OrderRefusal.NOT_TO_BE_KEPT;
    } else if (group.hold().isOn()) {
      return OrderRefusal.HELD;
    } else if (settings.isUs(target)) {
      step.info("record-pinned", Values.of("target", target));
      claims.pin(target);
      return null;
    }
    OrderRefusal refusal = refusal(active, target, step.now());
    if (refusal == null) {
      step.info("record-switching", Values.of("target", target));
      claims.pin(target);
      state.handOverTo(active, target);
      changes.want(target, new ChangeReason.Switched(target), step);
    }
    return refusal;
  }

  /** Why it can't be handed over now; null where it can. */
  private @Nullable OrderRefusal refusal(Active active, String target, Moment now) {
    Peer member = group.named(target);
    if (member == null || member.report() == null) {
      return OrderRefusal.TARGET_OUT_OF_SIGHT;
    } else if (member.isUnfit()) {
      return member.isDrained() ? OrderRefusal.TARGET_DRAINED : OrderRefusal.TARGET_UNHEALTHY;
    } else if (member.observes()) {
      return OrderRefusal.TARGET_OBSERVES;
    } else if (!group.isListedByAll(target)) {
      return OrderRefusal.TARGET_UNLISTED;
    } else if (!group.enough()) {
      return OrderRefusal.TOO_FEW;
    }
    // The others are to hear of us first.
    boolean settled = record.settled() && now.reached(active.since().plus(settings.keepAlive()));
    return settled && settings.isUs(String.valueOf(record.lastValue()))
        ? null
        : OrderRefusal.UNDER_WAY;
  }
}
