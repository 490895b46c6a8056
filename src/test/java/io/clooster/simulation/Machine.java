// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.GroupSettingsWith;
import io.clooster.failover.ServerList;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server's machine: its power, its clocks, its disk, and the one process on it that matters. A
 * process that is frozen does nothing; what arrives meanwhile waits for it.
 */
final class Machine {
  /** How many connections the kernel accepts for a process that does not. */
  private static final int BACKLOG = 3;

  private final Clock clock;
  private final int index;
  private final String name;
  private final long origin;
  private final Pauses standstills;
  private final SimulatedOutbox outbox = new SimulatedOutbox();
  private final Disturbance trouble = new Disturbance();
  private final Disturbance illness = new Disturbance();
  private final SimulatedHooks hooks = new SimulatedHooks();
  private final Disturbance unlinkable = new Disturbance();
  private @Nullable SimulatedDaemon daemon;
  private int boot;
  private int runs;
  private boolean up = true;
  private long wallOffset;
  private long dyingUntil;
  private int waitingToBeAccepted;
  private int wrongKeys;
  private int wrongLists;
  private int downs;
  private boolean left;
  private boolean startedWithRightKey;
  private int illnesses;

  /** How many wish it to be out of service. */
  private int drained;

  /** How many wish it to change nothing. */
  private int observers;

  /** Whether the process that runs changes nothing. */
  private boolean observes;

  /** The version of the list of servers in its configuration, and that of the process that runs. */
  private long configured = ListChange.BEFORE;

  private long version = ListChange.BEFORE;

  /** The lists that it has seen, by their versions: on its disk. */
  private final Map<Long, ServerList> lists = new TreeMap<>();

  Machine(Clock clock, int index, SplittableRandom dice) {
    this.clock = clock;
    this.index = index;
    this.name = Setup.name(index);
    this.standstills = new Pauses(clock, dice);
    this.origin = dice.nextLong();
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  /** Counts the boots: what the kernel knew before is gone. */
  int boot() {
    return boot;
  }

  boolean isUp() {
    return up;
  }

  Disturbance trouble() {
    return trouble;
  }

  /** When its own checks failed. */
  Disturbance illness() {
    return illness;
  }

  /** When it lived, and others could not link it for what was wrong with neither a path nor it. */
  Disturbance unlinkable() {
    return unlinkable;
  }

  /** What is on its disk. */
  SimulatedOutbox outbox() {
    return outbox;
  }

  @Nullable SimulatedDaemon daemon() {
    return daemon;
  }

  /** The monotonic clock; it starts somewhere, and stands still while the machine is suspended. */
  long moment() {
    return origin + clock.now() - standstills.suspended();
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

  /** How many runs of the process there were. */
  int runs() {
    return runs;
  }

  void runs(SimulatedDaemon started) {
    daemon = started;
    startedWithRightKey = hasRightKey();
    standstills.forget();
    waitingToBeAccepted = 0;
  }

  /**
   * The process ends; until {@code dies} the kernel still accepts connections for it, to reset them
   * right afterwards.
   */
  void processEnds(long dies) {
    daemon = null;
    standstills.forget();
    dyingUntil = dies;
    waitingToBeAccepted = 0;
  }

  void powerFails() {
    up = false;
    boot++;
    daemon = null;
    standstills.forget();
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

  Pauses standstills() {
    return standstills;
  }

  boolean isFrozen() {
    return standstills.isFrozen();
  }

  /** Something for the process to do, now or when it is thawed. */
  void work(SimulatedDaemon whose, boolean timer, Runnable what) {
    if (daemon != whose) {
      return;
    }
    if (isFrozen()) {
      standstills.hold(timer, () -> doFor(whose, what));
    } else {
      what.run();
    }
  }

  /** It may have ended meanwhile. */
  private void doFor(SimulatedDaemon whose, Runnable what) {
    if (daemon == whose) {
      what.run();
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

  void wrongLists(boolean wrong) {
    wrongLists += wrong ? 1 : -1;
  }

  boolean hasRightLists() {
    return wrongLists == 0;
  }

  /** Whether the last run had the group's key. */
  boolean startedWithRightKey() {
    return startedWithRightKey;
  }

  SimulatedHooks hooks() {
    return hooks;
  }

  void ill(boolean ill) {
    illnesses += ill ? 1 : -1;
  }

  /** What the checks of its service would say. */
  boolean isWell() {
    return illnesses == 0;
  }

  /** Its operator takes it out of service, or puts it back; it is stored on its disk. */
  void drain(boolean drains) {
    drained += drains ? 1 : -1;
  }

  boolean isDrained() {
    return drained > 0;
  }

  /** Whether the record may be its. */
  boolean isFit() {
    return isWell() && !isDrained();
  }

  /** Its configuration is changed: the next run of its process is to change nothing, or to act. */
  void observe(boolean observe) {
    observers += observe ? 1 : -1;
  }

  /** The next run begins: one whose own the record is by this claim refuses to observe. */
  void looksAt(@Nullable Claim claim) {
    version = configured;
    observes = observers > 0 && (claim == null || !claim.holder().equals(name));
  }

  /** What a run of its process has to know, protocol 2. */
  GroupSettings settings(Setup setup, String run) {
    ServerList[] known =
        lists.values().stream()
            .filter(list -> list.version() != version)
            .toArray(ServerList[]::new);
    GroupSettings settings = setup.group(index, run, version, known);
    return observes
        ? GroupSettingsWith.same(settings).observing(true).hooks(Set.of()).settings()
        : settings;
  }

  /** The next run of its process has the list of this version. */
  void configured(long next) {
    configured = next;
  }

  long configured() {
    return configured;
  }

  /** The version of the list of its process, or of the last one. */
  long version() {
    return version;
  }

  /** It is shown this list, and keeps it. */
  void keeps(ServerList list) {
    lists.put(list.version(), list);
  }

  /** Whether the process that runs changes nothing. */
  boolean observes() {
    return observes;
  }

  /** Whether the record may be moved to it. */
  boolean mayTake() {
    return isFit() && !observes;
  }
}
