// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.Arrays;

/**
 * Waits beside each two servers that run, and are not linked: when that lasts, the administrator
 * has to hear of one of them, from whomever.
 */
final class MissingLinkWatch {
  private static final long LOOK = Clock.SECOND;

  /** A link that is away for so long is told: a minute, and what a start and a beat take. */
  private static final long TOLD_WITHIN = 70 * Clock.SECOND;

  /** A link may have been away for so long until one of its ends noticed. */
  private static final long UNNOTICED = 10 * Clock.SECOND;

  /** So long a claim that somebody edited makes a dead server one that lives, out of sight. */
  private static final long BELIEVED = 130 * Clock.SECOND;

  private final Simulation simulation;

  private static final long NEVER = -1;

  /** Since when each two are not linked, as far as both run. */
  private final long[][] since;

  /** Whether one of the two was linked with nobody. */
  private final boolean[][] alone;

  /** Since when neither is: with a third server in sight it may be another one's turn to tell. */
  private final long[][] turn;

  MissingLinkWatch(Simulation simulation) {
    this.simulation = simulation;
    int servers = simulation.machines.size();
    this.since = new long[servers][servers];
    this.alone = new boolean[servers][servers];
    this.turn = new long[servers][servers];
    for (long[] row : since) {
      Arrays.fill(row, NEVER);
    }
  }

  void begins() {
    for (int i = 0; i < since.length; i++) {
      for (int j = i + 1; j < since.length; j++) {
        look(simulation.machines.get(i), simulation.machines.get(j));
      }
    }
    simulation.clock.after(LOOK, this::begins);
  }

  private void look(Machine one, Machine other) {
    SimulatedDaemon here = one.daemon();
    SimulatedDaemon there = other.daemon();
    if (here == null || there == null) {
      return; // Whoever starts, starts a minute; what was told before still holds.
    } else if (areLinked(here, there) || !simulation.areMutual(one.index(), other.index())) {
      since[one.index()][other.index()] = NEVER;
      return;
    }
    boolean aloneBefore = alone[one.index()][other.index()];
    alone[one.index()][other.index()] = isAlone(here) || isAlone(there);
    if (aloneBefore && !alone[one.index()][other.index()]) {
      turn[one.index()][other.index()] = now();
    }
    long lost = since[one.index()][other.index()];
    if (lost == NEVER) {
      lost = now();
      since[one.index()][other.index()] = lost;
    }
    long begun = Math.max(lost, turn[one.index()][other.index()]);
    long due = Math.max(begun, disturbed(one, other)) + TOLD_WITHIN + announced();
    if (now() > due && !wasTold(one, other, lost)) {
      throw new Violation(
          "a link that stays away is told",
          String.format(
              "%s and %s are not linked since %d s, and nobody says so",
              one.name(), other.name(), lost / Clock.SECOND));
    }
  }

  private static boolean areLinked(SimulatedDaemon one, SimulatedDaemon other) {
    return one.view().sees(other.machine().name()) || other.view().sees(one.machine().name());
  }

  private static boolean isAlone(SimulatedDaemon daemon) {
    return daemon.view().visible() == 1;
  }

  /** When something kept them last from knowing what to tell, or from looking. */
  private long disturbed(Machine one, Machine other) {
    long last = Math.max(one.trouble().last(now()), other.trouble().last(now()));
    for (Machine machine : simulation.machines) {
      long api = simulation.troubles.api(machine.index()).last(now());
      last = Math.max(last, api + simulation.plan.comeAgain());
    }
    if (simulation.referee.claimWasEdited()) {
      last = Math.max(last, simulation.referee.lastClaimEdit() + BELIEVED);
    }
    return last;
  }

  /** Who said when it would be back is not missed before. */
  private long announced() {
    return simulation.referee.longestAnnouncement();
  }

  private boolean wasTold(Machine one, Machine other, long lost) {
    return simulation.referee.told().stream()
        .anyMatch(
            told ->
                told.at() > lost - UNNOTICED
                    && (told.names(one.name()) || told.names(other.name())));
  }

  private long now() {
    return simulation.clock.now();
  }
}
