// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Somebody without the key: answers on a server's port in its place, be that alive, dead or frozen,
 * and connects to servers in the name of others. What can be forged is all that is not proven.
 */
final class Strangers {
  private static final List<HelloFault> FORGED =
      List.of(HelloFault.BROKEN, HelloFault.WRONG_KEY, HelloFault.OTHER_VERSION);

  /** Who says nothing is given up then. */
  private static final long SILENCE = 10 * Clock.SECOND;

  private final Simulation simulation;
  private final SplittableRandom dice;

  /** How many answer on this server's port: whoever connects to it, or who finds the port free. */
  private final Map<Machine, Integer> hijackers = new HashMap<>();

  private final Map<Machine, Integer> squatters = new HashMap<>();

  Strangers(Simulation simulation, SplittableRandom dice) {
    this.simulation = simulation;
    this.dice = dice;
  }

  /** True where the stranger only answers while the server itself does not. */
  static boolean needsAFreePort(SimulatedFault fault) {
    return fault.kind() == SimulatedFault.Kind.STRANGER_ANSWERS && fault.amount() % 2 == 0;
  }

  /** Begins, or ends, to answer on a server's port. */
  void answer(SimulatedFault fault, boolean begins) {
    Machine machine = simulation.machines.get(fault.server());
    if (needsAFreePort(fault)) {
      squatters.merge(machine, begins ? 1 : -1, Integer::sum);
      return;
    }
    hijackers.merge(machine, begins ? 1 : -1, Integer::sum);
    if (begins) {
      machine.unlinkable().begins(simulation.clock.now());
    } else {
      machine.unlinkable().ends(simulation.clock.now());
    }
  }

  /** True when one takes what is meant for this server. */
  boolean answersFor(Machine machine) {
    return hijackers.getOrDefault(machine, 0) > 0
        || (squatters.getOrDefault(machine, 0) > 0 && machine.daemon() == null);
  }

  /** Somebody connected to this server's port, and it is not the server. */
  void answers(SimulatedDaemon daemon, Machine in) {
    daemon.links().accepts(in);
    boolean silent = dice.nextInt(5) == 0;
    HelloFault fault = silent ? HelloFault.BROKEN : forged();
    daemon.later(
        silent ? SILENCE : dice.nextLong(200 * Clock.MILLI),
        () -> says(daemon, in, fault, HelloOrigin.DIALLED));
  }

  /** Connects again and again: some times a second, or each in a while. */
  void call(SimulatedFault fault) {
    calls(
        simulation.machines.get(fault.server()),
        simulation.machines.get(fault.other()),
        (fault.amount() % 10 < 5 ? 100 : 5_000) * Clock.MILLI,
        fault.amount() % 3 == 0 ? HelloOrigin.CLAIMED : HelloOrigin.ADDRESS,
        simulation.clock.now() + fault.lasts() * Clock.MILLI);
  }

  private void calls(Machine to, Machine as, long pause, HelloOrigin origin, long until) {
    if (simulation.clock.now() >= until) {
      return;
    }
    SimulatedDaemon daemon = to.daemon();
    if (daemon != null && daemon.listens()) {
      daemon.work(() -> says(daemon, as, forged(), origin));
    }
    simulation.clock.after(1 + dice.nextLong(2 * pause), () -> calls(to, as, pause, origin, until));
  }

  private HelloFault forged() {
    return FORGED.get(dice.nextInt(FORGED.size()));
  }

  private void says(SimulatedDaemon daemon, Machine as, HelloFault fault, HelloOrigin origin) {
    HelloOrigin told =
        simulation.setup.protocol() > 1 || origin == HelloOrigin.DIALLED
            ? origin
            : HelloOrigin.ADDRESS;
    daemon.feed(new Event.HelloFailed(as.name(), fault, told, "from port " + dice.nextInt(60_000)));
  }
}
