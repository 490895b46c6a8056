// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import io.clooster.failover.Durations;
import io.clooster.failover.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which program is to be run next. They run in the order in which they were wanted, one at a time.
 *
 * <ul>
 *   <li>What an earlier process left of {@code on_active} and {@code on_standby} waits until this
 *       one knows its part: an {@code on_active} runs only where this server still holds the
 *       records, and then as it was ordered, by its own epoch, before that of a later one.
 *   <li>One that failed is tried again, later each time, until it succeeds or a newer part follows;
 *       {@code on_unhealthy} is not: what it does may be wrong by then.
 *   <li>At a start, {@code on_standby} does not run where it was the last one that ended well.
 * </ul>
 *
 * <p>Not thread-safe. Times are of the monotonic clock, in nanoseconds.
 */
final class HookQueue {
  /** So many wait at most: the oldest give way. */
  static final int MOST = 16;

  static final Duration RETRY_MIN = Duration.ofSeconds(5);
  static final Duration RETRY_MAX = Duration.ofMinutes(5);

  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<String> failing = new LinkedHashSet<>();
  private @Nullable String last;

  /** Whether this process knows its part. */
  private boolean partKnown;

  private @Nullable Waiting running;

  /** An order, with when it may run; {@code left} where an earlier process left it. */
  private static final class Waiting {
    private HookOrder order;
    private final boolean left;
    private long due;
    private Duration pause = RETRY_MIN;

    Waiting(HookOrder order, boolean left, long now) {
      this.order = order;
      this.left = left;
      this.due = now;
    }
  }

  /** What an earlier process left; before anything else. */
  void restore(HookState state, long now) {
    last = state.last();
    failing.addAll(state.failing());
    state.waiting().forEach(order -> waiting.add(new Waiting(order, true, now)));
  }

  /** This is to be run after all that waits. */
  void add(HookOrder order, long now) {
    if (order.isOfPart() && !partKnown) {
      partKnown = true;
      if (isDone(order)) {
        return;
      }
    } else if (order.isOfPart()) {
      // What failed before is overtaken; what was never started has its turn.
      waiting.removeIf(
          each -> each != running && each.order.isOfPart() && each.order.attempts() > 0);
    }
    if (waiting.size() >= MOST) {
      waiting.remove(waiting.get(0) == running ? 1 : 0);
    }
    waiting.add(new Waiting(order, false, now));
  }

  /** Our part is told for the first time: true where an earlier process saw to it, or began to. */
  private boolean isDone(HookOrder order) {
    if (order.is(Hook.ON_STANDBY)) {
      waiting.removeIf(each -> each.order.is(Hook.ON_ACTIVE));
      boolean waits = waiting.stream().anyMatch(each -> each.order.isOfPart());
      return waits || Hook.ON_STANDBY.word().equals(last);
    }
    HookOrder lastWaiting =
        waiting.stream()
            .map(each -> each.order)
            .filter(HookOrder::isOfPart)
            .reduce((earlier, later) -> later)
            .orElse(null);
    // Another server may have held them since, unseen: what has seen its epoch takes ours alone.
    return lastWaiting != null
        && lastWaiting.is(Hook.ON_ACTIVE)
        && lastWaiting.epoch() >= order.epoch();
  }

  /** The one to be started now, which is marked so; null for none. */
  @Nullable HookOrder start(String mark, long now) {
    for (Waiting each : waiting) {
      boolean held = each.left && each.order.isOfPart() && !partKnown;
      if (!held && now - each.due >= 0) {
        each.order = each.order.started(mark);
        running = each;
        return each.order;
      }
    }
    return null;
  }

  /** The one that was started was cut short by our own end: it is still to be run. */
  void interrupted() {
    running = null;
  }

  /**
   * The one that was started ended well.
   *
   * @return whether that it fails had been told
   */
  boolean succeeded() {
    Waiting done = ended();
    if (done == null) {
      return false;
    }
    waiting.remove(done);
    if (done.order.isOfPart()) {
      last = done.order.hook();
    }
    return failing.remove(done.order.hook());
  }

  /** What became of one that failed: null retry for none; news where that is to be told. */
  record Failed(@Nullable Duration retry, boolean news) {}

  /** The one that was started failed. */
  Failed failed(long now) {
    Waiting done = ended();
    if (done == null) {
      return new Failed(null, false);
    }
    boolean news = failing.add(done.order.hook());
    boolean overtaken =
        waiting.stream().skip(waiting.indexOf(done) + 1L).anyMatch(each -> each.order.isOfPart());
    if (!done.order.isOfPart() || overtaken) {
      waiting.remove(done);
      return new Failed(null, news);
    }
    Duration pause = done.pause;
    done.due = now + pause.toNanos();
    done.pause = Durations.doubled(pause, RETRY_MAX);
    return new Failed(pause, news);
  }

  private @Nullable Waiting ended() {
    Waiting done = running;
    running = null;
    return done;
  }

  /** What is to outlive this process. */
  HookState state() {
    List<HookOrder> orders = waiting.stream().map(each -> each.order).toList();
    return new HookState(last, List.copyOf(failing), orders);
  }
}
