// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes plans out of seeds. */
final class Planner {
  private static final int MOST_FAULTS = 8;

  private final OwnershipScheme scheme;
  private final int protocol;
  private final int servers;
  private final List<SimulatedFault.Kind> kinds;
  private final boolean changesList;
  private final int budget;

  /** {@code kinds} are the faults to choose from; the provider bears any number of changes. */
  Planner(OwnershipScheme scheme, int servers, Set<SimulatedFault.Kind> kinds) {
    this(scheme, servers, kinds, 0);
  }

  /** {@code budget} is how many changes a day the provider bears; 0 for any number. */
  Planner(OwnershipScheme scheme, int servers, Set<SimulatedFault.Kind> kinds, int budget) {
    this.scheme = scheme;
    this.protocol = scheme.protocol();
    this.servers = servers;
    this.budget = budget;
    this.changesList =
        kinds.contains(SimulatedFault.Kind.NEW_LIST) && scheme.fences() && servers > 2;
    this.kinds = kinds.stream().filter(this::makesSense).sorted().toList();
  }

  OwnershipScheme scheme() {
    return scheme;
  }

  /** The faults that this planner chooses from. */
  List<SimulatedFault.Kind> kinds() {
    return kinds;
  }

  Plan plan(long seed) {
    SplittableRandom dice = new SplittableRandom(seed ^ 0x9E3779B97F4A7C15L);
    Setup setup = setup(dice);
    List<SimulatedFault> faults = new ArrayList<>();
    long at = 1000 + dice.nextLong(protocol == 1 ? 90_000 : 30_000);
    int count = kinds.isEmpty() ? 0 : 1 + dice.nextInt(MOST_FAULTS);
    for (int i = 0; i < count; i++) {
      faults.add(fault(at, dice));
      at += pause(setup.times(), dice);
    }
    if (budget > 0 && seed % LongCut.IN_ONE_OF == 0) {
      faults.addAll(new LongCut(servers, dice).after(at));
    }
    ListChange change = changesList ? listChange(faults, seed) : null;
    faults.sort(Comparator.comparingLong(SimulatedFault::at));
    boolean listsLie = faults.stream().anyMatch(FaultReach::makesListsLie);
    Setup bears = budget > 0 ? setup.bearing(budget) : setup;
    Setup named = listsLie ? bears.named() : bears;
    boolean hooks = kinds.contains(SimulatedFault.Kind.BEFORE_ACTIVE_FAILS);
    Setup hooked = hooks ? named.hooked() : named;
    return new Plan(seed, change == null ? hooked : hooked.changing(change), faults);
  }

  /** Once in a run, somewhere among the faults, by dice of its own. */
  private ListChange listChange(List<SimulatedFault> faults, long seed) {
    SplittableRandom dice = new SplittableRandom(seed ^ 0xD1B54A32D192ED03L);
    ListChange change = new ListChange(dice.nextInt(servers), dice.nextBoolean());
    long last = faults.isEmpty() ? 30_000 : faults.get(faults.size() - 1).at();
    faults.add(
        new SimulatedFault(
            dice.nextLong(Math.max(1_000, last)),
            SimulatedFault.Kind.NEW_LIST,
            change.server(),
            change.server(),
            between(3_000, 180_000, dice),
            dice.nextInt(1000)));
    return change;
  }

  /** Until the next fault: some time, or just when the last one makes others act. */
  private long pause(Setup.Times times, SplittableRandom dice) {
    long soon = dice.nextLong(500);
    return switch (dice.nextInt(6)) {
      case 0, 1 -> dice.nextLong(90_000);
      case 2, 3 -> dice.nextLong(8_000);
      case 4 -> times.confirm() + soon;
      default -> protocol == 1 ? soon : times.timeout() + times.confirm() + soon;
    };
  }

  private boolean makesSense(SimulatedFault.Kind kind) {
    return switch (kind) {
      case NEW_LIST -> false; // Once in each run, beside those that are chosen.
      case UNHEALTHY, OTHER_LISTS, DRAIN, SWITCH, HOLD, RELEASE, BEFORE_ACTIVE_FAILS ->
          protocol > 1;
      case CLAIM_DELETED, CLAIM_ILLEGIBLE, CLAIM_HUGE, CLAIM_EDIT, OBSERVE -> scheme.claims();
      case API_LISTS_LAG, API_UNLISTED, API_UNREFERENCED -> scheme.claims();
      case PARTITION, CUT_OFF -> servers > 2;
      default -> true;
    };
  }

  private Setup setup(SplittableRandom dice) {
    return protocol == 1 ? pair(dice) : group(dice);
  }

  private Setup pair(SplittableRandom dice) {
    boolean firstListens = dice.nextBoolean();
    String preferred = dice.nextInt(4) == 0 ? Setup.ELSEWHERE : Setup.name(dice.nextInt(2));
    long confirm = pick(dice, 0, 2_000, 2_000, 30_000);
    Setup.Times times =
        dice.nextBoolean()
            ? new Setup.Times(60_000, 120_000, 120_000, confirm, 0)
            : new Setup.Times(5_000, 15_000, 10_000, confirm, 0);
    return new Setup(
        1,
        2,
        List.of(firstListens, !firstListens),
        preferred,
        preferred,
        times,
        true,
        Setup.Claims.NONE,
        false);
  }

  private Setup group(SplittableRandom dice) {
    List<Boolean> listens = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      // Of two servers that must find each other at least one listens.
      listens.add(i != servers - 1 || dice.nextInt(4) > 0);
    }
    Setup.Times times =
        new Setup.Times(
            1_000,
            3_000,
            0,
            pick(dice, 0, 2_000, 2_000, 5_000),
            pick(dice, 0, 5_000, 20_000, 60_000));
    String record = Setup.name(dice.nextInt(3) == 0 ? dice.nextInt(servers) : 0);
    boolean failback = dice.nextInt(4) > 0;
    if (!scheme.claims()) {
      return new Setup(2, servers, listens, record, "", times, failback, Setup.Claims.NONE, false);
    }
    Claim first =
        dice.nextBoolean()
            ? null
            : new Claim(1 + dice.nextInt(100), record, Duration.ofSeconds(60));
    if (first == null && dice.nextInt(4) == 0) {
      record = Setup.ELSEWHERE;
    }
    boolean restore = dice.nextInt(4) == 0;
    Setup.Claims claims =
        new Setup.Claims(true, first, restore, dice.nextInt(4) > 0, scheme.fences());
    return new Setup(
        2, servers, listens, record, "", times, failback, claims, dice.nextInt(3) == 0);
  }

  private SimulatedFault fault(long at, SplittableRandom dice) {
    SimulatedFault.Kind kind = kinds.get(dice.nextInt(kinds.size()));
    int server = dice.nextInt(servers);
    int other = (server + 1 + dice.nextInt(servers - 1)) % servers;
    return new SimulatedFault(at, kind, server, other, lasts(kind, dice), dice.nextInt(1000));
  }

  private long lasts(SimulatedFault.Kind kind, SplittableRandom dice) {
    boolean forGood = dice.nextInt(3) == 0;
    long longest = protocol == 1 ? 300_000 : 90_000;
    return switch (kind) {
      case CRASH, STOP, UNHEALTHY, DRAIN, OBSERVE ->
          forGood ? SimulatedFault.FOR_GOOD : between(100, longest, dice);
      case POWER_CUT -> forGood ? SimulatedFault.FOR_GOOD : between(3_000, longest, dice);
      case CLOCK_STEP, RESET, HALF_RESET, HAND_EDIT, SWITCH, RELEASE -> 0;
      case CLAIM_DELETED, CLAIM_ILLEGIBLE, CLAIM_HUGE, CLAIM_EDIT -> 0;
      case API_OUTAGE ->
          dice.nextInt(40) == 0
              ? between(1_800_000, 7_200_000, dice)
              : between(1_000, 600_000, dice);
      case WRONG_KEY, OTHER_LISTS, STRANGER_ANSWERS, STRANGER_CALLS ->
          between(300, 3 * longest, dice);
      case API_UNLISTED, API_UNREFERENCED -> between(1_000, 5 * longest, dice);
      default -> between(100, longest, dice);
    };
  }

  /** Short times as often as long ones: evenly spread over their logarithm. */
  private static long between(long least, long most, SplittableRandom dice) {
    return (long) (least * Math.pow((double) most / least, dice.nextDouble()));
  }

  private static long pick(SplittableRandom dice, long... values) {
    return values[dice.nextInt(values.length)];
  }
}
