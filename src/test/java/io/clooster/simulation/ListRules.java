// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;

/** Who leaves the record alone while the list of servers is being changed. */
final class ListRules {
  private final Simulation simulation;
  private final Setup setup;

  ListRules(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
  }

  /** Whether a server that its list lacks lives is for those to say that list it. */
  void leavesForeignClaims(SimulatedDaemon daemon, Action.WriteRecord write) {
    Claim shown = ClaimRules.believed(daemon, daemon.view().claim());
    if (shown != null
        && write.claim() != null
        && !write.claim().holder().equals(shown.holder())
        && !setup.has(daemon.machine().version(), setup.index(shown.holder()))) {
      throw new Violation(
          "nothing is taken from a server that the list lacks",
          daemon.machine().name() + " replaces " + shown);
    }
  }

  /** {@code daemon} makes a server the holder that is none by this claim. */
  void gets(SimulatedDaemon daemon, Action.WriteRecord write) {
    if (setup.change() == null || write.claim() == null) {
      return;
    }
    Machine heir = simulation.machines.get(setup.index(write.claim().holder()));
    for (Machine other : simulation.machines) {
      DecisionView view = daemon.view();
      if (view.sees(other.name()) && view.knowsUnlisted(other.name(), heir.name())) {
        throw new Violation(
            "a server that one in sight does not list gets no record",
            daemon.machine().name() + " makes it " + heir.name() + ", unknown to " + other.name());
      }
    }
    Claim read = ClaimRules.believed(daemon, daemon.view().claim());
    if (read != null && heir == daemon.machine()) {
      isMissedByItsHolder(heir, read);
    }
  }

  private void isMissedByItsHolder(Machine heir, Claim read) {
    int holder = setup.index(read.holder());
    boolean restarted =
        holder >= 0 && simulation.machines.get(holder).version() > read.serversVersion();
    if (!setup.has(read.serversVersion(), heir.index()) && !restarted) {
      throw new Violation(
          "nobody takes from a holder that does not miss it",
          heir.name() + " takes from " + read + ", whose list it is not on");
    }
  }
}
