// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.HoldOrder;
import io.clooster.failover.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator wants nothing to be moved in the whole group, as far as this server has
 * heard: by its own operator, by the others' heartbeats, and by the claim. Of two orders the one
 * with the higher number counts.
 *
 * <p>A heartbeat says how long it lasts yet, and so is as good as our own operator's word. A claim
 * says until when, by the clock of whoever wrote it, and that may be wrong, as ours may: it counts
 * until somebody tells better, and is told to nobody.
 */
public final class GroupHold {
  /** A claim that says so was edited by hand: above it there is still room to count. */
  static final long LAST_OF_A_CLAIM = 900_000_000;

  /** For so long an order is new. */
  private static final Duration NEW = Duration.ofSeconds(10);

  /** The number of the last order that we know of; 0 for none. */
  private long number;

  /** Nothing is moved until then; null where it may be. */
  private @Nullable Moment until;

  /** When we heard of it first. */
  private @Nullable Moment heardAt;

  /** Whether a claim alone tells of it. */
  private boolean byClaim;

  /** True while nothing is to be moved. */
  private boolean on;

  /** Whether that was so when we looked last. */
  private boolean before;

  /**
   * A heartbeat tells of an order; {@code null} for none. Of the same one the first end that
   * anybody tells counts: a server that was suspended counted too little, and where two operators
   * gave their orders the same number, all agree on one.
   */
  public void observe(@Nullable HoldOrder heard, Moment now) {
    if (heard == null || heard.number() > HoldOrder.LAST_NUMBER || heard.number() < number) {
      return;
    }
    boolean sooner = until != null && !now.plus(heard.left()).reached(until);
    if (heard.number() > number || byClaim || sooner) {
      take(heard, false, now);
    }
  }

  /** A claim that was read tells of an order; {@code null} for none. */
  public void observeClaim(@Nullable HoldOrder read, Moment now) {
    if (read != null
        && read.number() <= LAST_OF_A_CLAIM
        && (read.number() > number || (read.number() == number && byClaim))) {
      take(read, true, now);
    }
  }

  /** Our own operator gives one: for so long from now on; zero ends what was ordered before. */
  public void order(Duration lasts, Moment now) {
    take(new HoldOrder(Math.min(number + 1, HoldOrder.LAST_NUMBER), lasts), false, now);
  }

  private void take(HoldOrder order, boolean fromClaim, Moment now) {
    heardAt = order.number() == number ? heardAt : now;
    number = order.number();
    byClaim = fromClaim;
    until = order.left().isZero() ? null : now.plus(order.left());
    on = until != null;
  }

  /**
   * Looks at the time.
   *
   * @return whether it has begun or ended since the last time
   */
  public boolean look(Moment now) {
    on = until != null && !now.reached(until);
    boolean changed = on != before;
    before = on;
    return changed;
  }

  /** True while nothing is to be moved. */
  public boolean isOn() {
    return on;
  }

  /** How much longer; zero where it is not. */
  private Duration left(Moment now) {
    return on && until != null && !now.reached(until) ? until.since(now) : Duration.ZERO;
  }

  /** Until when; null where it is not. */
  public @Nullable Moment until() {
    return on ? until : null;
  }

  /** The last order, for the claim, and for who asks; null where there was never one. */
  public @Nullable HoldOrder known(Moment now) {
    return number == 0 ? null : new HoldOrder(number, left(now));
  }

  /** What there is to tell to others; null for nothing. */
  public @Nullable HoldOrder told(Moment now) {
    return byClaim ? null : known(now);
  }

  /** True where a claim that says this does not tell of the last order. */
  public boolean isMissingIn(@Nullable HoldOrder said) {
    return number > 0 && (said == null || said.number() != number);
  }

  /** Whether the last order was heard of so lately that somebody may wait for what comes of it. */
  public boolean isNew(Moment now) {
    return heardAt != null && !now.reached(heardAt.plus(NEW));
  }
}
