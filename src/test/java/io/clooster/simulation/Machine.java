// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A server's machine: its power, its clocks, its disk, and the one process on it that matters. A
 * process that is frozen does nothing; what arrives meanwhile waits for it.
 */
final class Machine {
  /** How many connections the kernel accepts for a process that does not. */
  private static final int BACKLOG = 3;

  private record Held(boolean timer, Runnable what) {}

  /** A time in which this machine stood still, and whether its monotonic clock ran on. */
  record Stop(long from, long to, boolean noticed) {}

  private final Clock clock;
  private final SplittableRandom dice;
  private final int index;
  private final long origin;
  private final List<Held> held = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();
  private final Outbox outbox = new Outbox();
  private final Trouble trouble = new Trouble();
  private final Trouble illness = new Trouble();
  private @Nullable Daemon daemon;
  private int boot;
  private int runs;
  private boolean up = true;
  private int freezes;
  private long frozenSince;
  private long suspended;
  private long wallOffset;
  private long dyingUntil;
  private int waitingToBeAccepted;
  private int wrongKeys;
  private int downs;
  private boolean left;
  private boolean startedWithRightKey;
  private int illnesses;

  Machine(Clock clock, int index, SplittableRandom dice) {
    this.clock = clock;
    this.index = index;
    this.dice = dice;
    this.origin = dice.nextLong();
  }

  int index() {
    return index;
  }

  String name() {
    return Setup.name(index);
  }

  /** Counts the boots: what the kernel knew before is gone. */
  int boot() {
    return boot;
  }

  boolean isUp() {
    return up;
  }

  Trouble trouble() {
    return trouble;
  }

  /** When its own checks failed. */
  Trouble illness() {
    return illness;
  }

  /** What is on its disk. */
  Outbox outbox() {
    return outbox;
  }

  @Nullable Daemon daemon() {
    return daemon;
  }

  /** The monotonic clock; it starts somewhere, and stands still while the machine is suspended. */
  long moment() {
    return origin + clock.now() - suspended;
  }

  /** The wall clock, which somebody may set. */
  long wall() {
    return moment() + wallOffset;
  }

  void setWallClock(long offset) {
    wallOffset = offset;
  }

  /** The name of the next run of the process. */
  String nextRun() {
    runs++;
    return name() + "-" + runs;
  }

  void runs(Daemon started) {
    daemon = started;
    startedWithRightKey = hasRightKey();
    held.clear();
    waitingToBeAccepted = 0;
  }

  /**
   * The process ends; until {@code dies} the kernel still accepts connections for it, to reset them
   * right afterwards.
   */
  void processEnds(long dies) {
    daemon = null;
    held.clear();
    dyingUntil = dies;
    waitingToBeAccepted = 0;
  }

  void powerFails() {
    up = false;
    boot++;
    daemon = null;
    held.clear();
    waitingToBeAccepted = 0;
  }

  void powerReturns() {
    up = true;
  }

  /** Its process must not run until {@link #letUp()}, as often as this was asked for. */
  void holdDown() {
    downs++;
  }

  void letUp() {
    downs--;
  }

  boolean isHeldDown() {
    return downs > 0;
  }

  /** It tells the others that it goes, or does not any more. */
  void leaves(boolean going) {
    left = going;
  }

  boolean hasLeft() {
    return left;
  }

  boolean isDying() {
    return clock.now() < dyingUntil;
  }

  boolean isFrozen() {
    return freezes > 0;
  }

  void freeze() {
    if (freezes++ == 0) {
      frozenSince = clock.now();
    }
  }

  /** {@code noticed} is false when the monotonic clock stood still, too. */
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

  /** The times in which it stood still, the oldest first. */
  List<Stop> stops() {
    return stops;
  }

  /** How much of the time since {@code from} it did not stand still. */
  long awakeSince(long from) {
    long awake = clock.now() - from;
    for (Stop stop : stops) {
      awake -= Math.max(0, stop.to() - Math.max(stop.from(), from));
    }
    return awake;
  }

  /** Something for the process to do, now or when it is thawed. */
  void work(Daemon whose, boolean timer, Runnable what) {
    if (daemon != whose) {
      return;
    }
    Runnable guarded =
        () -> {
          if (daemon == whose) {
            what.run();
          }
        };
    if (isFrozen()) {
      held.add(new Held(timer, guarded));
    } else {
      guarded.run();
    }
  }

  /** True when the kernel accepts one more connection that the process does not take. */
  boolean backlogHasRoom() {
    return waitingToBeAccepted < BACKLOG;
  }

  void waitsToBeAccepted() {
    waitingToBeAccepted++;
  }

  void accepted() {
    waitingToBeAccepted--;
  }

  void wrongKey(boolean wrong) {
    wrongKeys += wrong ? 1 : -1;
  }

  boolean hasRightKey() {
    return wrongKeys == 0;
  }

  /** Whether the last run had the group's key. */
  boolean startedWithRightKey() {
    return startedWithRightKey;
  }

  void ill(boolean ill) {
    illnesses += ill ? 1 : -1;
  }

  /** What the checks of its service would say. */
  boolean isWell() {
    return illnesses == 0;
  }
}
