// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The times in which a machine stands still, and what waits for its process meanwhile. */
final class Pauses {
  /** A time in which it stood still, and whether its monotonic clock ran on. */
  record Stop(long from, long to, boolean noticed) {}

  private record Held(boolean timer, Runnable what) {}

  private final Clock clock;
  private final SplittableRandom dice;
  private final List<Held> held = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();
  private int freezes;
  private long frozenSince;
  private long suspended;

  Pauses(Clock clock, SplittableRandom dice) {
    this.clock = clock;
    this.dice = dice;
  }

  boolean isFrozen() {
    return freezes > 0;
  }

  void freeze() {
    if (freezes++ == 0) {
      frozenSince = clock.now();
    }
  }

  /**
   * What waited is done now: what came first, or the timers before the rest, or after it.
   *
   * @param noticed false when the monotonic clock stood still, too
   */
  void thaw(boolean noticed) {
    if (--freezes > 0) {
      return;
    }
    if (!noticed) {
      suspended += clock.now() - frozenSince;
    }
    stops.add(new Stop(frozenSince, clock.now(), noticed));
    List<Held> waiting = new ArrayList<>(held);
    held.clear();
    int timers = dice.nextInt(3) - 1;
    if (timers != 0) {
      waiting.sort((a, b) -> timers * Boolean.compare(a.timer(), b.timer()));
    }
    for (Held next : waiting) {
      next.what().run();
    }
  }

  void hold(boolean timer, Runnable what) {
    held.add(new Held(timer, what));
  }

  /** The process is gone, and what waited for it. */
  void forget() {
    held.clear();
  }

  /** The times that are over, the oldest first. */
  List<Stop> over() {
    return stops;
  }

  /** For how long its monotonic clock stood still, in all. */
  long suspended() {
    return suspended;
  }

  /** How much of the time since {@code from} it did not stand still. */
  long awakeSince(long from) {
    long awake = clock.now() - from;
    for (Stop stop : stops) {
      awake -= Math.max(0, stop.to() - Math.max(stop.from(), from));
    }
    return awake;
  }
}
