// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes a plan's faults happen, and mends them. */
final class FaultInjector {
  private final Simulation simulation;
  private final Setup setup;
  private final FaultReach extent;
  private final SplittableRandom dice;
  private final Set<SimulatedFault> waiting = new HashSet<>();
  private final Set<SimulatedFault> struck = new HashSet<>();

  FaultInjector(Simulation simulation, SplittableRandom dice) {
    this.simulation = simulation;
    this.setup = simulation.setup;
    this.extent = new FaultReach(setup);
    this.dice = dice;
  }

  void plan() {
    for (SimulatedFault fault : simulation.plan.faults()) {
      simulation.clock.after(fault.at() * Clock.MILLI, () -> begins(fault));
      if (!fault.forGood()) {
        simulation.clock.after(fault.end() * Clock.MILLI, () -> ends(fault));
      }
    }
  }

  private void begins(SimulatedFault fault) {
    simulation.referee.worldChanges(fault);
    simulation.chronicle.happens(() -> words(fault, true));
    Machine machine = simulation.machines.get(fault.server());
    if (extent.troublesServer(fault)) {
      machine.trouble().begins(now());
    }
    for (Disturbance trouble : troubledPaths(fault)) {
      trouble.begins(now());
    }
    switch (fault.kind()) {
      case CRASH -> crash(machine, fault);
      case POWER_CUT -> {
        machine.holdDown();
        machine.powerFails();
      }
      case STOP -> {
        machine.holdDown();
        stop(machine, fault);
      }
      case FREEZE, SUSPEND -> machine.standstills().freeze();
      case SLOW -> stumble(machine, now() + fault.lasts() * Clock.MILLI);
      case CLOCK_STEP -> machine.setWallClock((fault.amount() - 500) * 20L * Clock.SECOND);
      case UNHEALTHY -> ill(machine, true);
      case DRAIN -> drain(machine, true);
      case SWITCH -> switchTo(machine, fault);
      case HOLD -> hold(machine, Duration.ofMillis(fault.lasts()));
      case RELEASE -> hold(machine, Duration.ZERO);
      case BEFORE_ACTIVE_FAILS -> hooks(machine, fault, true);
      case OBSERVE -> observe(machine, true);
      case NEW_LIST -> simulation.changesList(fault);
      case WRONG_KEY -> wrongKey(machine, true);
      case OTHER_LISTS -> wrongLists(machine, true);
      case STRANGER_ANSWERS -> simulation.strangers.answer(fault, true);
      case STRANGER_CALLS -> simulation.strangers.call(fault);
      case API_CUT_OFF -> {
        simulation.troubles.api(fault.server()).begins(now());
        simulation.api.cutOff(fault.server(), true);
      }
      case NOTIFIER_DOWN -> simulation.administrator.cutOff(true);
      case HAND_EDIT -> edit(fault);
      case CLAIM_DELETED, CLAIM_ILLEGIBLE, CLAIM_HUGE, CLAIM_EDIT -> editClaim(fault);
      case RESET, HALF_RESET -> reset(fault);
      default -> {
        network(fault, true);
        api(fault, true);
      }
    }
  }

  private void ends(SimulatedFault fault) {
    simulation.referee.worldChanges(fault);
    if (fault.lasts() > 0) {
      simulation.chronicle.happens(() -> words(fault, false));
    }
    Machine machine = simulation.machines.get(fault.server());
    switch (fault.kind()) {
      case CRASH, STOP -> {
        if (!fault.waitsForAWrite() || struck.remove(fault)) {
          machine.letUp();
          simulation.start(machine);
        }
        waiting.remove(fault);
      }
      case POWER_CUT -> {
        machine.letUp();
        machine.powerReturns();
        simulation.start(machine);
      }
      case FREEZE -> thaw(machine, true);
      case SUSPEND -> thaw(machine, false);
      case UNHEALTHY -> ill(machine, false);
      case DRAIN -> drain(machine, false);
      case BEFORE_ACTIVE_FAILS -> hooks(machine, fault, false);
      case OBSERVE -> observe(machine, false);
      case WRONG_KEY -> wrongKey(machine, false);
      case OTHER_LISTS -> wrongLists(machine, false);
      case STRANGER_ANSWERS -> simulation.strangers.answer(fault, false);
      case API_CUT_OFF -> {
        simulation.troubles.api(fault.server()).ends(now());
        simulation.api.cutOff(fault.server(), false);
      }
      case NOTIFIER_DOWN -> simulation.administrator.cutOff(false);
      case SLOW, CLOCK_STEP, HAND_EDIT, RESET, HALF_RESET, STRANGER_CALLS -> {}
      case SWITCH, HOLD, RELEASE, NEW_LIST -> {}
      case CLAIM_DELETED, CLAIM_ILLEGIBLE, CLAIM_HUGE, CLAIM_EDIT -> {}
      default -> {
        network(fault, false);
        api(fault, false);
      }
    }
    if (extent.troublesServer(fault)) {
      machine.trouble().ends(now());
    }
    for (Disturbance trouble : troubledPaths(fault)) {
      trouble.ends(now());
    }
  }

  private List<Disturbance> troubledPaths(SimulatedFault fault) {
    List<Disturbance> troubled = new ArrayList<>();
    if (extent.troublesPaths(fault)) {
      for (int[] path : extent.paths(fault)) {
        troubled.add(simulation.troubles.path(path[0], path[1]));
      }
    }
    return troubled;
  }

  private void network(SimulatedFault fault, boolean begins) {
    Network network = simulation.network;
    for (int[] path : extent.paths(fault)) {
      switch (fault.kind()) {
        case CUT, CUT_OFF, PARTITION ->
            network.both(path[0], path[1]).forEach(begins ? Path::cut : Path::mend);
        case REJECT -> network.both(path[0], path[1]).forEach(begins ? Path::reject : Path::allow);
        case JITTER ->
            network
                .both(path[0], path[1])
                .forEach(p -> p.jitter(begins ? FaultReach.jitter(fault) * Clock.MILLI : 0));
        case LOSS ->
            network.both(path[0], path[1]).forEach(p -> p.loss(begins ? 10 : 0, Clock.SECOND));
        default -> {}
      }
    }
    if (fault.kind() == SimulatedFault.Kind.CUT_ONE_WAY) {
      Path path = network.path(fault.server(), fault.other());
      if (begins) {
        path.cut();
      } else {
        path.mend();
      }
    }
  }

  private void api(SimulatedFault fault, boolean begins) {
    DnsApi api = simulation.api;
    if (FaultReach.makesListsLie(fault)) {
      simulation.troubles.lists(begins, now());
    } else if (fault.kind().word().startsWith("api-")) {
      simulation.troubles.api(begins, now());
    }
    switch (fault.kind()) {
      case API_ERRORS -> api.trouble(DnsApi.Trouble.ERRORS, begins);
      case API_SLOW -> api.trouble(DnsApi.Trouble.SLOW, begins);
      case API_ANSWERS_LOST -> api.trouble(DnsApi.Trouble.ANSWERS_LOST, begins);
      case API_LATE -> api.trouble(DnsApi.Trouble.LATE, begins);
      case API_THROTTLES -> api.trouble(DnsApi.Trouble.THROTTLES, begins);
      case API_OUTAGE -> api.trouble(DnsApi.Trouble.OUTAGE, begins);
      case API_READ_ONLY -> api.trouble(DnsApi.Trouble.READ_ONLY, begins);
      case API_LISTS_LAG -> api.lists().lag(FaultReach.lag(fault), begins);
      case API_UNLISTED -> api.lists().lie(SimulatedLists.Lie.NO_CLAIM, begins);
      case API_UNREFERENCED -> api.lists().lie(SimulatedLists.Lie.NO_REFERENCE, begins);
      default -> {}
    }
  }

  /** A process that was to start meanwhile starts now. */
  private void thaw(Machine machine, boolean noticed) {
    machine.standstills().thaw(noticed);
    simulation.start(machine);
  }

  private void crash(Machine machine, SimulatedFault fault) {
    if (!fault.waitsForAWrite()) {
      machine.holdDown();
      kill(machine, fault.amount() % 2 == 0);
      return;
    }
    waiting.add(fault);
    simulation.referee.afterAChangeBy(
        machine,
        () ->
            simulation.clock.after(
                fault.amount() % 21 * Clock.MILLI,
                () -> {
                  if (waiting.remove(fault)) {
                    struck.add(fault);
                    machine.holdDown();
                    kill(machine, fault.amount() % 8 == 3);
                  }
                }));
  }

  private void kill(Machine machine, boolean resets) {
    SimulatedDaemon daemon = machine.daemon();
    if (daemon != null) {
      daemon.dies(resets);
    }
  }

  private void stop(Machine machine, SimulatedFault fault) {
    SimulatedDaemon daemon = machine.daemon();
    if (daemon != null) {
      machine.leaves(true);
      boolean comesBack = !fault.forGood() && fault.amount() >= 500;
      Duration within = comesBack ? Duration.ofMillis(fault.amount() * 60L) : Duration.ZERO;
      daemon.stops(within, () -> simulation.start(machine));
    }
  }

  private void wrongKey(Machine machine, boolean wrong) {
    machine.wrongKey(wrong);
    unlinkable(machine, wrong);
    restart(machine);
  }

  private void observe(Machine machine, boolean observes) {
    machine.observe(observes);
    machine.illness().happens(now());
    restart(machine);
  }

  private void wrongLists(Machine machine, boolean wrong) {
    machine.wrongLists(wrong);
    unlinkable(machine, wrong);
    restart(machine);
  }

  /** Without the claim such a server lives as far as anybody can know, and moves nothing. */
  private void unlinkable(Machine machine, boolean begins) {
    if (setup.claims().used() && begins) {
      machine.unlinkable().begins(now());
    } else if (setup.claims().used()) {
      machine.unlinkable().ends(now());
    }
  }

  private void restart(Machine machine) {
    machine.trouble().happens(now());
    kill(machine, true);
    simulation.clock.after(300 * Clock.MILLI, () -> simulation.start(machine));
  }

  private void ill(Machine machine, boolean ill) {
    machine.ill(ill);
    machine.illness().happens(now());
    if (machine.daemon() != null) {
      machine.daemon().checked();
    }
  }

  private void drain(Machine machine, boolean drains) {
    machine.drain(drains);
    machine.illness().happens(now());
    if (machine.daemon() != null) {
      machine.daemon().operated();
    }
  }

  /** One of the servers, or none in particular, whoever is asked. */
  private void switchTo(Machine machine, SimulatedFault fault) {
    if (machine.daemon() != null) {
      String target = chosen(fault, setup);
      simulation.referee.switches().ordered(target);
      machine.daemon().isAsked(new Event.SwitchOrder(String.valueOf(fault.at()), target));
    }
  }

  /** It is over by itself. */
  private void hold(Machine machine, Duration lasts) {
    if (machine.daemon() != null) {
      machine.daemon().isAsked(new Event.Hold(lasts));
    }
  }

  /** Which server an operator chooses; empty for none. */
  static String chosen(SimulatedFault fault, Setup setup) {
    int choice = fault.amount() % (setup.servers() + 1);
    return choice == setup.servers() ? "" : Setup.name(choice);
  }

  /** A third fails at once, a third hangs, and a third is slow. */
  private void hooks(Machine machine, SimulatedFault fault, boolean begins) {
    machine.hooks().trouble(SimulatedHooks.Trouble.of(fault.amount()), begins);
    machine.illness().happens(now());
  }

  /** Pauses of up to two seconds, again and again. */
  private void stumble(Machine machine, long until) {
    if (now() >= until) {
      return;
    }
    machine.standstills().freeze();
    simulation.clock.after(
        dice.nextLong(50 * Clock.MILLI, 1900 * Clock.MILLI),
        () -> {
          thaw(machine, true);
          simulation.clock.after(
              dice.nextLong(20 * Clock.MILLI, 2 * Clock.SECOND), () -> stumble(machine, until));
        });
  }

  private void edit(SimulatedFault fault) {
    int choice = fault.amount() % (setup.servers() + 1);
    String value = choice == setup.servers() ? "by-hand.example.com" : Setup.name(choice);
    simulation.referee.edits(value);
    simulation.api.zone().record(value);
  }

  private void editClaim(SimulatedFault fault) {
    SimulatedZone zone = simulation.api.zone();
    simulation.referee.editsClaim();
    String holder = Setup.name(fault.server());
    Claim claim = zone.claim();
    long epoch = claim == null ? 1 : claim.epoch();
    switch (fault.kind()) {
      case CLAIM_DELETED -> zone.deleteClaim();
      case CLAIM_ILLEGIBLE -> zone.replaceClaim(null);
      case CLAIM_HUGE ->
          zone.replaceClaim(new Claim(Claim.LAST_EPOCH, holder, Duration.ofMinutes(1)));
      default -> {
        long change = fault.amount() % 3 == 0 ? 0 : fault.amount() % 3 == 1 ? 1 : 1_000_000;
        zone.replaceClaim(new Claim(epoch + change, holder, Duration.ofMinutes(1)));
      }
    }
  }

  private void reset(SimulatedFault fault) {
    Machine one = simulation.machines.get(fault.server());
    Machine other = simulation.machines.get(fault.other());
    resetEnds(one, other);
    if (fault.kind() == SimulatedFault.Kind.RESET) {
      resetEnds(other, one);
    }
  }

  private static void resetEnds(Machine machine, Machine peer) {
    if (machine.daemon() != null) {
      machine.daemon().links().openTo(peer).forEach(end -> end.gotReset("reset on the way"));
    }
  }

  private long now() {
    return simulation.clock.now();
  }

  private String words(SimulatedFault fault, boolean begins) {
    return FaultWords.of(fault, setup, begins);
  }
}
