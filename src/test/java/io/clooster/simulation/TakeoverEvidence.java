// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When one server may hold another one for dead, and take the record from it. */
final class TakeoverEvidence {
  /** So long after its own checks failed a server may still be passed over. */
  static final long ILL = 15 * Clock.SECOND;

  /** After so long without trouble, a third server's word is beyond doubt. */
  private static final long QUIET = 90 * Clock.SECOND;

  /** So long after a link is lost the claim that answers that is there. */
  private static final long ANSWERED = Clock.SECOND;

  /** A renewal that hangs, the next one, and the window. */
  private static final long PROMISED = 7500 * Clock.MILLI;

  private final Simulation simulation;
  private final Setup setup;
  private final FaultReach extent;

  TakeoverEvidence(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
    this.extent = new FaultReach(setup);
  }

  /** Throws unless {@code from} gave reason to take the record from it. */
  void mayTakeFrom(SimulatedDaemon daemon, Machine from) {
    if (isIll(daemon, from) || mustStayDead(daemon, from)) {
      return;
    }
    notHeldAgainst(daemon, from);
    if (setup.protocol() > 1) {
      notWithinTheWindow(daemon, from);
      notWhileAnotherVouches(daemon, from);
    }
  }

  /** Its own checks fail, or failed a moment ago. */
  boolean isIll(SimulatedDaemon daemon, Machine server) {
    return setup.protocol() > 1 && (!server.isFit() || quietFor(daemon, server.illness()) < ILL);
  }

  /** Rightly held for dead when it was restarted, it came back with a wrong key. */
  private static boolean mustStayDead(SimulatedDaemon daemon, Machine server) {
    return !server.startedWithRightKey() && daemon.view().holdsForDead(server.name());
  }

  /**
   * Throws where the holder lives and could show so for long: whatever is wrong with the paths, its
   * claim was renewed, and nobody may take it.
   */
  void notFromOneThatCanRenew(SimulatedDaemon daemon, Machine from) {
    notFromOneThatCanRenew(daemon, from, true);
  }

  private void notFromOneThatCanRenew(SimulatedDaemon daemon, Machine from, boolean mayBeHidden) {
    SimulatedDaemon there = from.daemon();
    boolean windowGivesTime = setup.times().confirm() >= 2 * setup.times().keepAlive();
    if (!windowGivesTime || there == null || from.isFrozen() || from.hasLeft()) {
      return;
    }
    long quiet = now() - felt() - renewal();
    boolean canRenew =
        !isIll(daemon, from)
            && from.trouble().last(now()) < quiet
            && simulation.troubles.api(from.index()).last(now()) < apiBack(quiet)
            && simulation.referee.holderSince() < quiet
            && simulation.referee.lastClaimEdit() < quiet
            && !(mayBeHidden && mayBeHidden(quiet))
            && !hearsTooLate(daemon, from, there);
    if (canRenew) {
      throw new Violation(
          "a cut link moves nothing",
          by(daemon) + " takes the record from " + from.name() + ", which can renew its claim");
    }
  }

  /** Its renewal may be one that no read shows; that of a list that lags, the transaction finds. */
  private boolean mayBeHidden(long quiet) {
    return simulation.troubles.lists().last(now()) >= quiet;
  }

  /** Throws where the record was taken from a holder that could renew its claim. */
  void notTakenFromOneThatCanRenew(SimulatedDaemon daemon, Machine from) {
    if (simulation.plan.onlyLags()) {
      notFromOneThatCanRenew(daemon, from, false);
    }
  }

  /** A holder that promises to try again at once needs no more than that after an outage. */
  private long apiBack(long quiet) {
    Claim claim = simulation.api.zone().claim();
    boolean promises = claim != null && !claim.retry().isZero();
    return promises && simulation.plan.hasPlainApi() ? now() - PROMISED : quiet;
  }

  /**
   * Where packets are late, so is the one that tells the holder that it was given up. What nobody
   * told it yet, and its own silence does not show, it can't answer.
   */
  private boolean hearsTooLate(SimulatedDaemon daemon, Machine from, SimulatedDaemon there) {
    return !there.view().hasMissed(by(daemon), ANSWERED, now())
        && simulation.plan.faults().stream()
            .anyMatch(fault -> isLate(fault, daemon.machine().index(), from.index()));
  }

  private boolean isLate(SimulatedFault fault, int one, int other) {
    long underWay = FaultReach.jitter(fault);
    return fault.kind() == SimulatedFault.Kind.JITTER
        && extent.troublesPaths(fault)
        && Set.of(fault.server(), fault.other()).equals(Set.of(one, other))
        && fault.at() * Clock.MILLI <= now()
        && now() <= (fault.end() + underWay) * Clock.MILLI;
  }

  /** So long a holder that was kept from the API may take until it renews again. */
  private long renewal() {
    boolean throttled = simulation.plan.throttles();
    return (throttled ? 400 : 100) * Clock.SECOND;
  }

  /** Throws where nothing was wrong with that server, or the path to it, for long. */
  void notHeldAgainst(SimulatedDaemon daemon, Machine from) {
    long last = simulation.troubles.last(daemon.machine(), from, now());
    if (daemon.machine().standstills().awakeSince(Math.max(last, 0)) > felt()) {
      throw new Violation(
          "a server that is there is not accused",
          by(daemon) + " holds " + from.name() + " for dead, and nothing is wrong with it");
    }
  }

  private void notWithinTheWindow(SimulatedDaemon daemon, Machine from) {
    long began = simulation.troubles.began(daemon.machine(), from, now(), now() - felt());
    boolean left = from.hasLeft() || daemon.view().heardFarewellOf(from.name());
    if (!left && now() - began < setup.times().confirm() * Clock.MILLI) {
      throw new Violation(
          "a suspicion lasts for the window before it counts",
          by(daemon)
              + " takes the record from "
              + from.name()
              + " after "
              + seconds(now() - began));
    }
  }

  private void notWhileAnotherVouches(SimulatedDaemon daemon, Machine from) {
    boolean timeToSaySo = setup.times().confirm() >= 2 * setup.times().keepAlive();
    if (!timeToSaySo || now() - from.trouble().last(now()) < QUIET || from.daemon() == null) {
      return;
    }
    Machine witness = witness(daemon, from);
    if (witness != null) {
      throw new Violation(
          "a server that another one sees is alive",
          by(daemon)
              + " takes the record from "
              + from.name()
              + ", which "
              + witness.name()
              + " sees");
    }
  }

  private @Nullable Machine witness(SimulatedDaemon daemon, Machine from) {
    for (Machine third : simulation.machines) {
      SimulatedDaemon theirs = third.daemon();
      if (third != from
          && third != daemon.machine()
          && theirs != null
          && theirs.view().sees(from.name())
          && theirs.view().sees(daemon.machine().name())
          && daemon.view().sees(third.name())
          && now() - third.trouble().last(now()) > QUIET
          && now() - simulation.troubles.path(third, from).last(now()) > QUIET
          && now() - simulation.troubles.path(third, daemon.machine()).last(now()) > QUIET) {
        return third;
      }
    }
    return null;
  }

  /** How long after its end a trouble may still be felt. */
  private long felt() {
    Setup.Times times = setup.times();
    long detection =
        setup.protocol() == 1 ? times.timeout() + times.watchdog() : 2 * times.timeout();
    return (detection + times.confirm()) * Clock.MILLI + 75 * Clock.SECOND;
  }

  /** How long ago that was, of the time that this server was awake. */
  long quietFor(SimulatedDaemon daemon, Disturbance trouble) {
    return daemon.machine().standstills().awakeSince(Math.max(0, trouble.last(now())));
  }

  private static String by(SimulatedDaemon daemon) {
    return daemon.machine().name();
  }

  private static String seconds(long nanos) {
    return String.format("%.1f s", nanos / 1e9);
  }

  private long now() {
    return simulation.clock.now();
  }
}
