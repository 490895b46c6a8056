// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An operator changes the list of servers, as docs/operating.md tells: one server after the other
 * is restarted with the new list. One that is added is started with it, somewhere among them. One
 * that is removed is stopped first, or drained and stopped at the end; the others keep the old list
 * as long as the record is its.
 */
final class ListRollout {
  private static final long LOOK = Clock.SECOND;

  /** What a restart announces. */
  static final Duration BACK_WITHIN = Duration.ofSeconds(30);

  private final Simulation simulation;
  private final SimulatedFault fault;
  private final ListChange change;
  private final Machine concerned;
  private final boolean drainsFirst;
  private final List<Machine> due;
  private final long pause;

  /** Those that don't list each other with the one that is concerned, as far as both run. */
  private final Set<Machine> apart = new HashSet<>();

  private boolean over;
  private boolean settled;

  ListRollout(Simulation simulation, SimulatedFault fault, ListChange change) {
    this.simulation = simulation;
    this.fault = fault;
    this.change = change;
    this.concerned = simulation.machines.get(change.server());
    this.drainsFirst = !change.adds() && fault.amount() % 2 == 0;
    this.due = new ArrayList<>(simulation.machines);
    if (!change.adds()) {
      due.remove(concerned);
    }
    Collections.shuffle(due, new Random(fault.amount()));
    this.pause = fault.lasts() * Clock.MILLI / (due.size() + 1);
  }

  void begins() {
    if (drainsFirst) {
      drain();
    } else if (!change.adds()) {
      stop();
    }
    simulation.clock.after(pause, this::goesOn);
  }

  private void goesOn() {
    if (due.isEmpty()) {
      if (drainsFirst) {
        stop();
      }
      over = true;
      look();
    } else if (!change.adds() && isHolder()) {
      simulation.clock.after(LOOK, this::goesOn);
    } else {
      next(due.remove(0));
      simulation.clock.after(pause, this::goesOn);
    }
  }

  /** Whoever is drained, or stopped, and has no claim, gets none any more. */
  private boolean isHolder() {
    Claim claim = simulation.api.zone().claim();
    return claim == null || claim.holder().equals(concerned.name());
  }

  private void next(Machine machine) {
    simulation.chronicle.happens(
        () -> machine.name() + " gets the list of version " + ListChange.AFTER);
    machine.configured(ListChange.AFTER);
    simulation.referee.worldChanges(fault);
    machine.trouble().happens(simulation.clock.now());
    parts();
    if (machine == concerned) {
      machine.letUp();
      parts();
      machine.trouble().ends(simulation.clock.now());
      simulation.start(machine);
    } else if (machine.daemon() != null) {
      machine.daemon().stops(BACK_WITHIN, () -> restarts(machine));
    }
  }

  private void restarts(Machine machine) {
    machine.trouble().happens(simulation.clock.now());
    simulation.clock.after(300 * Clock.MILLI, () -> simulation.start(machine));
  }

  private void drain() {
    concerned.drain(true);
    concerned.illness().happens(simulation.clock.now());
    if (concerned.daemon() != null) {
      concerned.daemon().operated();
    }
  }

  private void stop() {
    simulation.chronicle.happens(() -> concerned.name() + " is stopped, to be removed");
    concerned.holdDown();
    concerned.trouble().begins(simulation.clock.now());
    if (concerned.daemon() != null) {
      concerned.leaves(true);
      concerned.daemon().stops(Duration.ZERO, () -> {});
    }
    parts();
  }

  /** Who has another list than the one that is concerned, and is not on it, can't see it. */
  private void parts() {
    long now = simulation.clock.now();
    for (Machine machine : simulation.machines) {
      boolean one = machine.configured() == ListChange.AFTER;
      boolean other = concerned.configured() == ListChange.AFTER;
      boolean differs = machine != concerned && !concerned.isHeldDown() && one != other;
      Disturbance path = simulation.troubles.path(machine, concerned);
      if (differs && apart.add(machine)) {
        path.begins(now);
      } else if (!differs && apart.remove(machine)) {
        path.ends(now);
      }
    }
  }

  /** Waits until the server that was added has seen all others with the new list. */
  private void look() {
    settled = settled || !change.adds() || seesAllWithTheNewList();
    if (!settled) {
      simulation.clock.after(LOOK, this::look);
    }
  }

  private boolean seesAllWithTheNewList() {
    SimulatedDaemon daemon = concerned.daemon();
    boolean all = daemon != null && daemon.view().visible() == simulation.machines.size();
    for (Machine machine : simulation.machines) {
      all &= machine.daemon() != null && machine.version() == ListChange.AFTER;
    }
    return all;
  }

  /** True when the last server was restarted, or stopped. */
  boolean isOver() {
    return over;
  }

  /** True while this one may have to leave the record to others, or to nobody. */
  boolean holdsBack(Machine machine) {
    return machine == concerned && !settled;
  }
}
