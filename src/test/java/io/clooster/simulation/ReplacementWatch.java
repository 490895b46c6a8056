// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.util.EnumSet;
import java.util.Set;

/**
 * Waits beside the holder: when it is dead, and the DNS API works, another one that could take its
 * place has to do so in time.
 */
final class ReplacementWatch {
  private static final long LOOK = Clock.SECOND;

  /** So long after API trouble the next attempt is made at the latest, unless it was throttled. */
  private static final long BACK_OFF = 70 * Clock.SECOND;

  /**
   * So soon after the API is back, and the window, a holder is replaced that promises to try again
   * at once: with the window of two seconds, within twelve.
   */
  private static final long RETURNED = 10 * Clock.SECOND;

  /** How long it may take until somebody looks, when nothing makes him. */
  private static final long NOTICED = 70 * Clock.SECOND;

  /** So much later where the provider's reads do not show what stands there. */
  private static final long UNSEEN = 60 * Clock.SECOND;

  /** How long nobody may connect to one that could not be linked before. */
  private static final long REDIAL = 30 * Clock.SECOND;

  /** A claim that a holder made so shortly before its death may be taken for its renewal since. */
  private static final long UNHEARD = 2 * Clock.SECOND;

  /** How much later the next server acts where the one before it does not. */
  private static final long TURN = 5 * Clock.SECOND;

  /** Beats, packets, calls. */
  private static final long SLACK = 10 * Clock.SECOND;

  /** The same where nothing holds up any of them. */
  private static final long LITTLE_SLACK = 1900 * Clock.MILLI;

  /** What makes each packet late, and is no trouble otherwise. */
  private static final Set<SimulatedFault.Kind> LATE_PACKETS =
      EnumSet.of(SimulatedFault.Kind.JITTER, SimulatedFault.Kind.LOSS);

  private final Simulation simulation;
  private final Setup setup;

  /** A holder that is watched has promised a renewal within that, and a new one may have come. */
  private final long renewal;

  /** When it died, as of each look; -1 while it lives. */
  private long deadSince = -1;

  /** Whether no claim stood there, as of the look before: then nobody has died just now. */
  private boolean claimWasGone;

  private String holder = "";
  private boolean quietBefore;

  /** The same, whatever was wrong with the API. */
  private boolean apartFromTheApi;

  /** When something happened last, as of the look before. */
  private long changed;

  /** The same, with nothing of what happened to the API. */
  private long changedBesides;

  ReplacementWatch(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
    this.renewal = setup.renewMost().toNanos();
  }

  void begins() {
    look();
    claimWasGone = ClaimRules.credible(simulation.api.zone().claim()) == null;
    changed = simulation.referee.lastWorldChange();
    changedBesides = simulation.referee.lastChangeBesidesTheApi();
    simulation.clock.after(LOOK, this::begins);
  }

  private void look() {
    Claim claim = ClaimRules.credible(simulation.api.zone().claim());
    Machine machine = claim == null ? null : simulation.machines.get(setup.index(claim.holder()));
    boolean held = simulation.referee.holds().isHeld();
    if (claim == null || machine == null || machine.daemon() != null || held) {
      deadSince = -1;
      return;
    }
    if (deadSince < 0 || !holder.equals(claim.holder())) {
      holder = claim.holder();
      deadSince = now();
      quietBefore = !claimWasGone && othersAreWell(machine, changed);
      apartFromTheApi = !claimWasGone && othersAreWell(machine, changedBesides);
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
    SimulatedDaemon daemon = heir.daemon();
    if (daemon == null || !heir.mayTake() || heir.isFrozen()) {
      return -1;
    } else if (simulation.isHeldBack(heir) || !simulation.lists(heir, dead)) {
      return -1;
    } else if (!setup.isEnough(daemon.view().visible())) {
      return -1;
    }
    long quiet = Math.max(deadSince, editNoticed(heir.trouble()));
    boolean calm = daemon.view().hasMet(dead.name()) && couldBeLinked(dead);
    for (Machine machine : simulation.machines) {
      if (machine.daemon() != null) {
        quiet = Math.max(quiet, machine.trouble().last(now()));
        quiet = Math.max(quiet, machine.illness().last(now()) + TakeoverEvidence.ILL);
        calm &= machine.trouble().last(now()) < deadSince - BACK_OFF;
        calm &= couldBeLinked(machine);
      }
    }
    for (int i = 0; i < setup.servers(); i++) {
      for (int j = 0; j < i; j++) {
        if (!simulation.areMutual(i, j)) {
          continue;
        }
        long path = pathOf(dead, i, j);
        quiet = Math.max(quiet, path);
        calm &= path < deadSince - BACK_OFF;
      }
    }
    boolean lied = simulation.troubles.lists().last(now()) > deadSince - BACK_OFF;
    calm &= quiet == deadSince && !lied;
    calm &= simulation.referee.lastClaimEdit() + NOTICED + renewal < deadSince;
    if (lied && !daemon.view().hasMet(dead.name())) {
      quiet = Math.max(quiet, simulation.troubles.lists().last(now()) + NOTICED);
    }
    long api = simulation.troubles.api(heir.index()).last(now());
    long tried = api + (simulation.plan.throttles() ? Plan.THROTTLED : BACK_OFF);
    if (calm && quietBefore && tried < deadSince) {
      return deadSince + (isPlainlyGone(dead) ? promptly() : detection());
    }
    if (calm
        && apartFromTheApi
        && promises()
        && simulation.plan.hasPlainApi()
        && simulation.referee.lastClaimBy(dead) < deadSince - UNHEARD) {
      long turns = TURN * (setup.servers() - 1);
      return Math.max(deadSince + detection(), api + RETURNED + window() + turns);
    }
    return Math.max(quiet, tried)
        + (lied ? UNSEEN : 0)
        + (couldBeLinked(dead) ? 0 : REDIAL)
        + detection()
        + renewal
        + window();
  }

  /**
   * When something was last wrong with that path; in a long cut, nothing that a server which lives
   * on the other side of it would not know since long before the holder's death.
   */
  private long pathOf(Machine dead, int one, int other) {
    Disturbance path = simulation.troubles.path(one, other);
    boolean concerned = one == dead.index() || other == dead.index();
    boolean longCut = setup.budget() > 0 && path.began() < deadSince - 2 * renewal;
    return concerned && longCut ? Math.min(path.last(now()), deadSince) : path.last(now());
  }

  /** True when the holder has said in its claim that it tries again at once. */
  private boolean promises() {
    Claim claim = simulation.api.zone().claim();
    return claim != null && !claim.retry().isZero();
  }

  /** Whoever answers on the port of a dead server from then on changes nothing. */
  private boolean couldBeLinked(Machine machine) {
    Disturbance trouble = machine.unlinkable();
    return trouble.last(now()) < deadSince - BACK_OFF || trouble.began() >= deadSince;
  }

  /** When it has looked since the claim was edited, also where it stood still meanwhile. */
  private long editNoticed(Disturbance trouble) {
    long edited = simulation.referee.lastClaimEdit();
    if (simulation.plan.makesListsLie()) {
      edited = Math.max(edited, simulation.troubles.lists().last(now()));
    }
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

  /**
   * True when its links were closed, by its own kernel, and nothing else has happened, but that a
   * stranger may have waited for its port to be free.
   */
  private boolean isPlainlyGone(Machine dead) {
    return dead.isUp()
        && setup.times().confirm() > 0
        && simulation.referee.lastWorldChange() <= deadSince
        && simulation.plan.kinds().stream().noneMatch(LATE_PACKETS::contains);
  }

  /** From the end of its links to the change: nobody waits for its silence. */
  private long promptly() {
    Setup.Times times = setup.times();
    return (times.keepAlive() + times.confirm()) * Clock.MILLI
        + simulation.referee.longestAnnouncement()
        + TURN * (setup.servers() - 2)
        + LITTLE_SLACK;
  }

  private long window() {
    return Math.max(2 * Clock.SECOND, setup.times().confirm() * Clock.MILLI);
  }

  /** True when all others run, and nothing had happened for long. */
  private boolean othersAreWell(Machine dead, long lastChange) {
    return now() - lastChange > BACK_OFF
        && simulation.machines.stream()
            .allMatch(machine -> machine == dead || machine.daemon() != null);
  }

  private long now() {
    return simulation.clock.now();
  }
}
