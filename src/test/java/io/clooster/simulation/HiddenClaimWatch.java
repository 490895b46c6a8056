// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.util.Set;

/** Where the lists leave out a claim that was accepted, somebody is told within a minute. */
final class HiddenClaimWatch {
  private static final long LOOK = Clock.SECOND;

  /** The time in which it is to be told, beats and calls. */
  private static final long WITHIN = 65 * Clock.SECOND;

  private static final Set<String> KINDS = Set.of("claim-unlisted", "claim-unseen");

  /** With all links up nobody looks for so long. */
  private static final long NOTICED = 75 * Clock.SECOND;

  private final Simulation simulation;

  /**
   * Since when the lists lag or leave claims out; told since then is told, whatever became of the
   * claim.
   */
  private long leftOutSince = -1;

  /**
   * Until when they did, as of the last look; that they don't any more takes time to be noticed.
   */
  private long leftOutUntil = -1;

  /** Until when nothing was moved by an operator's order: a change that waits is looked at less. */
  private long heldUntil = -1;

  private long hiddenSince = -1;
  private long acceptedAt = -1;
  private long epoch;

  HiddenClaimWatch(Simulation simulation) {
    this.simulation = simulation;
  }

  void begins() {
    look();
    simulation.clock.after(LOOK, this::begins);
  }

  private void look() {
    Claim claim = ClaimRules.credible(simulation.api.zone().claim());
    SimulatedLists lists = simulation.api.lists();
    if (lists.hideClaims() || lists.lag()) {
      leftOutUntil = now();
      leftOutSince = leftOutSince < 0 ? now() : leftOutSince;
    } else {
      leftOutSince = now() - leftOutUntil < NOTICED ? leftOutSince : -1;
    }
    if (!lists.hideClaims()) {
      hiddenSince = -1;
      acceptedAt = -1;
      return;
    }
    if (claim == null) {
      acceptedAt = -1;
      return;
    }
    if (hiddenSince < 0) {
      hiddenSince = now();
      epoch = claim.epoch();
    } else if (acceptedAt < 0 && claim.epoch() > epoch && isAnswered(claim)) {
      acceptedAt = now();
    }
    if (simulation.referee.holds().isHeld()) {
      heldUntil = now();
    }
    if (acceptedAt >= 0
        && now() - Math.max(acceptedAt, heldUntil) > within()
        && nothingElseIsWrong(claim)
        && !isTold()) {
      throw new Violation(
          "a claim that is not shown is told",
          claim.holder() + " made one " + seconds(now() - acceptedAt) + " ago");
    }
  }

  /** Twice as long where it is found by its id from some moment on, or not any more. */
  private long within() {
    boolean twice = simulation.plan.kinds().contains(SimulatedFault.Kind.API_UNREFERENCED);
    return twice ? 2 * WITHIN : WITHIN;
  }

  /** A write that was given up, and takes effect later, is not known to be accepted. */
  private boolean isAnswered(Claim claim) {
    int index = simulation.setup.index(claim.holder());
    SimulatedDaemon daemon = index < 0 ? null : simulation.machines.get(index).daemon();
    return daemon != null && daemon.view().epoch() >= claim.epoch();
  }

  /** The holder has run and reached the API all the time, and nobody edited anything. */
  private boolean nothingElseIsWrong(Claim claim) {
    Machine machine = simulation.machines.get(simulation.setup.index(claim.holder()));
    SimulatedDaemon daemon = machine.daemon();
    return daemon != null
        && !machine.isFrozen()
        && daemon.started() < acceptedAt
        && simulation.referee.holderSince() < acceptedAt
        && simulation.referee.lastClaimEdit() < hiddenSince
        && machine.trouble().last(now()) < hiddenSince
        && simulation.troubles.api(machine.index()).last(now()) < hiddenSince;
  }

  private boolean isTold() {
    return simulation.referee.told().stream()
        .anyMatch(told -> told.at() >= leftOutSince && KINDS.contains(told.kind()));
  }

  private long now() {
    return simulation.clock.now();
  }

  private static String seconds(long nanos) {
    return nanos / Clock.SECOND + " s";
  }
}
