// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * Waits beside each server whose own checks fail, and that holds nothing: it could not take over,
 * and within a minute the administrator has to hear so, with its name, from whomever.
 */
final class UnhealthyStandbyWatch {
  private static final long LOOK = Clock.SECOND;
  private static final long TOLD_WITHIN = 60 * Clock.SECOND;

  /** A recovery that is over sooner may be noticed by nobody. */
  private static final long NOTICED = 3 * Clock.SECOND;

  private final Simulation simulation;

  /** Since when each runs, holds nothing and is not well, as far as nothing disturbs it. */
  private final Map<String, Long> since = new HashMap<>();

  /** Since when each is not well, whatever else there is. */
  private final Map<String, Long> unwellSince = new HashMap<>();

  /** When each was not well last. */
  private final Map<String, Long> unwell = new HashMap<>();

  UnhealthyStandbyWatch(Simulation simulation) {
    this.simulation = simulation;
  }

  void begins() {
    simulation.machines.forEach(this::look);
    simulation.clock.after(LOOK, this::begins);
  }

  private void look(Machine machine) {
    String name = machine.name();
    SimulatedDaemon daemon = machine.daemon();
    if (daemon == null || machine.isWell()) {
      since.remove(name);
      return;
    }
    if (now() - unwell.getOrDefault(name, 0L) > NOTICED) {
      unwellSince.put(name, now());
    }
    unwell.put(name, now());
    boolean disturbed = machine.trouble().last(now()) > now() - LOOK;
    if (disturbed || simulation.mayHold(machine)) {
      since.put(name, now());
    }
    long begun = since.computeIfAbsent(name, each -> now());
    if (now() > begun + TOLD_WITHIN && !wasTold(machine)) {
      throw new Violation(
          "a standby that could not take over is told",
          name + " is not well since " + begun / Clock.SECOND + " s, and nobody says so");
    }
  }

  private boolean wasTold(Machine machine) {
    long from = unwellSince.getOrDefault(machine.name(), 0L) - LOOK;
    return simulation.referee.told().stream()
        .anyMatch(told -> told.at() >= from && told.names(machine.name()));
  }

  private long now() {
    return simulation.clock.now();
  }
}
