// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Where nothing but stops and drains happened, which were announced and kept to, the record is back
 * at the most preferred server after the configured delay: it need not wait as one that failed.
 */
final class FailbackRule {
  /** Links, beats, looks and calls. */
  private static final long SLACK = 45 * Clock.SECOND;

  private final Simulation simulation;
  private final Setup setup;
  private final boolean applies;

  FailbackRule(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
    this.applies =
        setup.claims().used()
            && setup.failback()
            && setup.change() == null
            && simulation.plan.faults().stream().allMatch(FailbackRule::isPlanned);
  }

  private static boolean isPlanned(SimulatedFault fault) {
    return switch (fault.kind()) {
      case DRAIN -> true;
      case STOP -> fault.forGood() || fault.amount() < 500 || fault.lasts() <= fault.amount() * 60L;
      default -> false;
    };
  }

  /** What is yet to happen, as of some moment after the last fault; null for nothing. */
  @Nullable String due() {
    Claim claim = simulation.api.zone().claim();
    Machine first = applies ? first() : null;
    if (claim == null || first == null || claim.holder().equals(first.name())) {
      return null;
    }
    Machine holder = simulation.machines.get(setup.index(claim.holder()));
    return holder.daemon() == null ? null : "the record is not back at " + first.name();
  }

  /** {@code since} is when the last fault was over. */
  boolean isLate(long since) {
    long begun = Math.max(since, simulation.referee.holderSince());
    long delay = setup.times().failbackDelay() * Clock.MILLI;
    return simulation.clock.now() - begun > delay + SLACK;
  }

  private @Nullable Machine first() {
    for (Machine machine : simulation.machines) {
      if (machine.daemon() != null && machine.mayTake()) {
        return machine;
      }
    }
    return null;
  }
}
