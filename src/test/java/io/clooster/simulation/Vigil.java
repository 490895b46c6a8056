// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;

/**
 * Waits beside the holder: when it is dead, and the DNS API works, another one that could take its
 * place has to do so in time.
 */
final class Vigil {
  private static final long LOOK = Clock.SECOND;

  /** A holder that is watched has promised a renewal within that, and a new one may have come. */
  private static final long RENEWAL = 60 * Clock.SECOND;

  /** So long after API trouble the next attempt is made at the latest, unless it was throttled. */
  private static final long BACK_OFF = 70 * Clock.SECOND;

  private static final long THROTTLED = 310 * Clock.SECOND;

  /** How long it may take until somebody looks, when nothing makes him. */
  private static final long NOTICED = 70 * Clock.SECOND;

  /** How much later the next server acts where the one before it does not. */
  private static final long TURN = 5 * Clock.SECOND;

  /** Beats, packets, calls. */
  private static final long SLACK = 10 * Clock.SECOND;

  private final Simulation simulation;
  private final Setup setup;

  /** When it died, as of each look; -1 while it lives. */
  private long deadSince = -1;

  private String holder = "";
  private boolean quietBefore;

  /** When something happened last, as of the look before. */
  private long changed;

  Vigil(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
  }

  void begins() {
    look();
    changed = simulation.referee.lastWorldChange();
    simulation.clock.after(LOOK, this::begins);
  }

  private void look() {
    Claim claim = ClaimRules.credible(simulation.api.zone().claim());
    Machine machine = claim == null ? null : simulation.machines.get(setup.index(claim.holder()));
    if (claim == null || machine == null || machine.daemon() != null) {
      deadSince = -1;
      return;
    }
    if (deadSince < 0 || !holder.equals(claim.holder())) {
      holder = claim.holder();
      deadSince = now();
      quietBefore = othersAreWell(machine);
    }
    for (Machine heir : simulation.machines) {
      long due = due(machine, heir);
      if (due >= 0 && now() > due) {
        throw new Violation(
            "a dead holder is replaced in time",
            holder
                + " is dead since "
                + deadSince / Clock.SECOND
                + " s, and "
                + heir.name()
                + " does not take its place");
      }
    }
  }

  /** When this one has to have taken it, if no other one has; -1 while it need not. */
  private long due(Machine dead, Machine heir) {
    Daemon daemon = heir.daemon();
    if (daemon == null || !heir.isWell() || heir.isFrozen() || !allHaveTheRightKey()) {
      return -1;
    }
    long quiet = Math.max(deadSince, editNoticed(heir.trouble()));
    long api = simulation.troubles.api(heir.index()).last(now());
    boolean plain = quietBefore && api < deadSince - BACK_OFF && quiet == deadSince;
    quiet = Math.max(quiet, api + (throttles() ? THROTTLED : BACK_OFF));
    for (Machine machine : simulation.machines) {
      if (machine.daemon() != null) {
        quiet = Math.max(quiet, machine.trouble().last(now()));
        quiet = Math.max(quiet, machine.illness().last(now()) + Evidence.ILL);
        plain &= machine.trouble().last(now()) < deadSince - BACK_OFF;
      }
    }
    for (int i = 0; i < setup.servers(); i++) {
      for (int j = 0; j < i; j++) {
        long path = simulation.troubles.path(i, j).last(now());
        quiet = Math.max(quiet, path);
        plain &= path < deadSince - BACK_OFF;
      }
    }
    plain &= quiet == deadSince && daemon.view().hasMet(dead.name());
    return quiet + (plain ? detection() : detection() + RENEWAL + window());
  }

  /** When it has looked since the claim was edited, also where it stood still meanwhile. */
  private long editNoticed(Trouble trouble) {
    long edited = simulation.referee.lastClaimEdit();
    boolean meanwhile = trouble.began() < edited + NOTICED;
    return (meanwhile ? Math.max(edited, trouble.last(now())) : edited) + NOTICED;
  }

  /** From its last word to the change. */
  private long detection() {
    Setup.Times times = setup.times();
    long announced = simulation.referee.longestAnnouncement();
    return (times.timeout() + times.keepAlive() + times.confirm()) * Clock.MILLI
        + announced
        + TURN * (setup.servers() - 1)
        + SLACK;
  }

  private long window() {
    return Math.max(2 * Clock.SECOND, setup.times().confirm() * Clock.MILLI);
  }

  /** True when all others run, and nothing had happened for long. */
  private boolean othersAreWell(Machine dead) {
    return now() - changed > BACK_OFF
        && simulation.machines.stream()
            .allMatch(machine -> machine == dead || machine.daemon() != null);
  }

  private boolean allHaveTheRightKey() {
    return !simulation.plan.kinds().contains(Fault.Kind.WRONG_KEY);
  }

  private boolean throttles() {
    return simulation.plan.kinds().contains(Fault.Kind.API_THROTTLES);
  }

  private long now() {
    return simulation.clock.now();
  }
}
