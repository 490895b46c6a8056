// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Report;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must be so where operators want nothing to be moved for a while. */
final class HoldRules {
  private final Clock clock;

  /** When each order ends, by its number: the first end that anybody has told. */
  private final Map<Long, Long> ends = new HashMap<>();

  /** The last order of all. */
  private long last;

  /** The last order that each run was told of, or was given. */
  private final Map<String, Long> heard = new HashMap<>();

  /** The last order that each run has told of: it knows it for certain. */
  private final Map<String, Long> said = new HashMap<>();

  HoldRules(Clock clock) {
    this.clock = clock;
  }

  /** The decision of a run hears of something. */
  void fed(SimulatedDaemon daemon, Event event) {
    if (event instanceof Event.Hold order) {
      long number = heard.getOrDefault(daemon.run(), 0L) + 1;
      heard.put(daemon.run(), number);
      note(new HoldOrder(number, order.lasts()));
    } else if (event instanceof Event.Reported reported) {
      hears(daemon, reported.report().hold());
    } else if (event instanceof Event.RecordRead read && read.snapshot().claim() != null) {
      hears(daemon, read.snapshot().claim().hold());
    }
  }

  private void hears(SimulatedDaemon daemon, @Nullable HoldOrder order) {
    if (order != null) {
      heard.merge(daemon.run(), order.number(), Math::max);
    }
  }

  private void note(HoldOrder order) {
    last = Math.max(last, order.number());
    ends.merge(order.number(), clock.now() + order.left().toNanos(), Math::min);
  }

  /** A server tells the others what it knows. */
  void says(SimulatedDaemon daemon, Report report) {
    HoldOrder order = report.hold();
    if (order != null) {
      note(order);
      said.put(daemon.run(), order.number());
    }
  }

  /** A server that knows the last order, by its own word or by the claim, moves nothing. */
  void check(SimulatedDaemon daemon, Action.WriteRecord write) {
    Claim next = write.claim();
    if (next != null && next.hold() != null) {
      note(next.hold());
    }
    Claim read = ClaimRules.believed(daemon, daemon.view().claim());
    long byClaim = read == null || read.hold() == null ? 0 : read.hold().number();
    long known = Math.max(byClaim, said.getOrDefault(daemon.run(), 0L));
    long end = ends.getOrDefault(known, clock.now());
    if (moves(daemon, write) && known == last && end > clock.now()) {
      throw new Violation(
          "nothing is moved while an operator holds the group",
          daemon.run()
              + " writes "
              + write.value()
              + ", and order "
              + known
              + " lasts for another "
              + Duration.ofNanos(end - clock.now()).toMillis()
              + " ms");
    }
  }

  private static boolean moves(SimulatedDaemon daemon, Action.WriteRecord write) {
    Claim read = ClaimRules.believed(daemon, write.snapshot());
    Claim next = write.claim();
    return !write.value().equals(write.snapshot().value())
        || (read != null && next != null && !read.holder().equals(next.holder()));
  }

  /** A holder makes its claim anew, as that is to tell of an order. */
  boolean isTold(Claim read, Claim next) {
    return next.hold() != null && !next.hold().equals(read.hold());
  }

  /** Whether some server may know of an order that lasts. */
  boolean isHeld() {
    return ends.values().stream().anyMatch(end -> end > clock.now());
  }
}
