// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How often each server calls the DNS API: what a provider throttles helps nobody. */
final class CallRate {
  /** What the limits are for. */
  static final long PERIOD = 5 * Clock.MINUTE;

  /** So many calls while links are down; a change, and each thing that happens, takes some more. */
  private static final int DOWN = 60;

  private static final int PER_EVENT = 6;

  /** So many more where something is wrong with the API: its return is to be noticed at once. */
  private static final int BLIND = 80;

  /** So many calls while nothing happens. */
  private static final int STEADY = 10;

  /** So many changes while links are down. */
  private static final int WRITES = 16;

  private final Map<String, Deque<Long>> writes = new HashMap<>();
  private final Simulation simulation;
  private final Map<String, Deque<Long>> calls = new HashMap<>();
  private final Deque<Long> events = new ArrayDeque<>();

  CallRate(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Something in the world changes. */
  void worldChanges() {
    events.add(now());
  }

  /** A server calls. */
  void calls(SimulatedDaemon daemon) {
    Deque<Long> recent = recent(daemon);
    recent.add(now());
    if (recent.size() <= DOWN) {
      return;
    }
    trim(recent);
    trim(events);
    long most =
        DOWN + blind(daemon) + (long) PER_EVENT * events.size() + simulation.referee.restless();
    if (recent.size() > most) {
      throw new Violation(
          "the API is called rarely",
          daemon.machine().name() + " calls it " + recent.size() + " times in five minutes");
    }
  }

  /** A server writes: epoch after epoch would help nobody. */
  void writes(SimulatedDaemon daemon) {
    Deque<Long> recent = writes.computeIfAbsent(daemon.run(), run -> new ArrayDeque<>());
    recent.add(now());
    if (recent.size() <= WRITES) {
      return;
    }
    trim(recent);
    trim(events);
    long most = WRITES + blind(daemon) + (long) PER_EVENT * events.size();
    if (recent.size() > most + simulation.referee.restless()) {
      throw new Violation(
          "nobody writes epoch after epoch",
          daemon.machine().name() + " writes " + recent.size() + " times in five minutes");
    }
  }

  private long blind(SimulatedDaemon daemon) {
    long api = simulation.troubles.api(daemon.machine().index()).last(now());
    long trouble = Math.max(api, simulation.troubles.lists().last(now()));
    return now() - trouble < PERIOD ? BLIND : 0;
  }

  /** Nothing has happened for {@link #PERIOD}. */
  void isSteady(SimulatedDaemon daemon) {
    Deque<Long> recent = recent(daemon);
    trim(recent);
    if (recent.size() > STEADY && simulation.seesAll(daemon)) {
      throw new Violation(
          "the API is called rarely",
          daemon.machine().name() + " calls it " + recent.size() + " times in a quiet time");
    }
  }

  private Deque<Long> recent(SimulatedDaemon daemon) {
    return calls.computeIfAbsent(daemon.run(), run -> new ArrayDeque<>());
  }

  private void trim(Deque<Long> times) {
    while (!times.isEmpty() && now() - times.getFirst() > PERIOD) {
      times.removeFirst();
    }
  }

  private long now() {
    return simulation.clock.now();
  }
}
