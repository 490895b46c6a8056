// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Everything that one run consists of. */
final class Simulation {
  final Plan plan;
  final Setup setup;
  final Clock clock = new Clock();
  final Network network;
  final DnsApi api;
  final Administrator administrator = new Administrator();
  final List<Machine> machines = new ArrayList<>();
  final StoryLog chronicle;
  final Coverage tally = new Coverage();
  final DisturbanceLog troubles;
  final InvariantChecker referee;
  final Strangers strangers;
  final DeathMessages obituaries = new DeathMessages(this);
  private final CoreFactory cores;
  private final SplittableRandom dice;

  /** How far the list of servers is changed; null where nobody began to. */
  private @Nullable ListRollout rollout;

  Simulation(Plan plan, CoreFactory cores, StoryLog chronicle) {
    this.plan = plan;
    this.setup = plan.setup();
    this.cores = cores;
    this.chronicle = chronicle;
    this.dice = new SplittableRandom(plan.seed());
    this.network = new Network(setup.servers(), dice.split());
    SimulatedZone zone = new SimulatedZone(clock, setup.record(), setup.claims().first());
    SimulatedLists lists = new SimulatedLists(clock, zone, setup.claims().named());
    this.api = new DnsApi(clock, dice.split(), zone, lists, setup.servers());
    for (int i = 0; i < setup.servers(); i++) {
      machines.add(new Machine(clock, i, dice.split()));
      if (!setup.has(ListChange.BEFORE, i)) {
        machines.get(i).holdDown(); // It is added later.
        machines.get(i).trouble().begins(0);
      }
    }
    this.troubles = new DisturbanceLog(machines);
    this.referee = new InvariantChecker(this);
    this.strangers = new Strangers(this, dice.split());
    chronicle.knows(clock, api);
    new FaultInjector(this, dice.split()).plan();
    if (setup.claims().used()) {
      new ReplacementWatch(this).begins();
      new HiddenClaimWatch(this).begins();
    }
    if (setup.protocol() > 1) {
      new MissingLinkWatch(this).begins();
      new UnhealthyStandbyWatch(this).begins();
      obituaries.begins();
    }
    for (Machine machine : machines) {
      long pause = dice.nextLong(3 * Clock.SECOND);
      clock.after(setup.together() ? 0 : pause, () -> start(machine));
    }
  }

  /** True when the record, the claim or its own word makes this server the holder. */
  boolean mayHold(Machine machine) {
    String name = machine.name();
    Claim claim = api.zone().claim();
    SimulatedDaemon daemon = machine.daemon();
    return api.zone().record().equals(name)
        || (claim != null && claim.holder().equals(name))
        || (daemon != null && name.equals(daemon.view().holder()));
  }

  /** An operator begins to change the list of servers. */
  void changesList(SimulatedFault fault) {
    if (setup.change() != null) {
      rollout = new ListRollout(this, fault, setup.change());
      rollout.begins();
    }
  }

  /** True where this one's list of servers has the other one. */
  boolean lists(Machine machine, Machine other) {
    return setup.has(machine.version(), other.index());
  }

  /** True where each of the two lists the other one. */
  boolean areMutual(int one, int other) {
    return setup.has(machines.get(one).version(), other)
        && setup.has(machines.get(other).version(), one);
  }

  /** True where all of its list are in its sight. */
  boolean seesAll(SimulatedDaemon daemon) {
    Machine here = daemon.machine();
    return daemon.view().visible() == machines.stream().filter(each -> lists(here, each)).count();
  }

  /** True while a change of the list may make this server leave the record to others. */
  boolean isHeldBack(Machine machine) {
    return setup.change() != null
        && (rollout == null
            ? !setup.has(ListChange.BEFORE, machine.index())
            : rollout.holdsBack(machine));
  }

  /** The process on this machine starts, where it may and does not run yet. */
  void start(Machine machine) {
    boolean may = machine.isUp() && !machine.isHeldDown() && !machine.isFrozen();
    if (may && machine.daemon() == null) {
      machine.trouble().happens(clock.now());
      machine.leaves(false);
      machine.looksAt(api.zone().claim());
      SimulatedDaemon daemon = new SimulatedDaemon(this, machine, dice.split(), cores);
      machine.runs(daemon);
      chronicle.happens(machine, "starts as " + daemon.run());
      daemon.starts();
    }
  }
}
