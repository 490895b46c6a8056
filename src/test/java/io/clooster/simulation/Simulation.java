// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that one run consists of. */
final class Simulation {
  final Plan plan;
  final Setup setup;
  final Clock clock = new Clock();
  final Network network;
  final DnsApi api;
  final Administrator administrator = new Administrator();
  final List<Machine> machines = new ArrayList<>();
  final Chronicle chronicle;
  final Tally tally = new Tally();
  final Troubles troubles;
  final Referee referee;
  final Strangers strangers;
  final Obituaries obituaries = new Obituaries(this);
  private final Cores cores;
  private final SplittableRandom dice;

  Simulation(Plan plan, Cores cores, Chronicle chronicle) {
    this.plan = plan;
    this.setup = plan.setup();
    this.cores = cores;
    this.chronicle = chronicle;
    this.dice = new SplittableRandom(plan.seed());
    this.network = new Network(setup.servers(), dice.split());
    Zone zone = new Zone(clock, setup.record(), setup.claims().first());
    Lists lists = new Lists(clock, zone, setup.claims().named());
    this.api = new DnsApi(clock, dice.split(), zone, lists, setup.servers());
    for (int i = 0; i < setup.servers(); i++) {
      machines.add(new Machine(clock, i, dice.split()));
    }
    this.troubles = new Troubles(machines);
    this.referee = new Referee(this);
    this.strangers = new Strangers(this, dice.split());
    chronicle.knows(clock, api);
    new Faults(this, dice.split()).plan();
    if (setup.claims().used()) {
      new Vigil(this).begins();
      new HiddenClaims(this).begins();
    }
    if (setup.protocol() > 1) {
      new Absences(this).begins();
      new Standbys(this).begins();
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
    Daemon daemon = machine.daemon();
    return api.zone().record().equals(name)
        || (claim != null && claim.holder().equals(name))
        || (daemon != null && name.equals(daemon.view().holder()));
  }

  /** The process on this machine starts, where it may and does not run yet. */
  void start(Machine machine) {
    boolean may = machine.isUp() && !machine.isHeldDown() && !machine.isFrozen();
    if (may && machine.daemon() == null) {
      machine.trouble().happens(clock.now());
      machine.leaves(false);
      Daemon daemon = new Daemon(this, machine, dice.split(), cores);
      machine.runs(daemon);
      chronicle.happens(machine, "starts as " + daemon.run());
      daemon.starts();
    }
  }
}
