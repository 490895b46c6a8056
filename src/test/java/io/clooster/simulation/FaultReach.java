// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;

/** What a fault reaches, and whether others may hold it against a server. */
final class FaultReach {
  /** A packet delay of less than this must not be noticed. */
  private static final long MILD = 300;

  /** A shorter pause or cut must not be noticed. */
  private static final long SHORT = 500;

  private final Setup setup;

  FaultReach(Setup setup) {
    this.setup = setup;
  }

  /** True when the fault is a reason for others to take the server for dead. */
  boolean troublesServer(SimulatedFault fault) {
    return switch (fault.kind()) {
      case CRASH, POWER_CUT, STOP, SLOW -> true;
      case FREEZE, SUSPEND -> fault.lasts() >= SHORT;
      default -> false;
    };
  }

  /** The same for the paths that it is about. */
  boolean troublesPaths(SimulatedFault fault) {
    return switch (fault.kind()) {
      // No clock tells it that it stood still, and the others' next attempt may be far.
      case SUSPEND -> setup.times().confirm() == 0 || setup.listens().contains(false);
      case CUT, CUT_ONE_WAY, CUT_OFF, PARTITION -> fault.lasts() >= SHORT;
      case REJECT -> true;
      case JITTER -> jitter(fault) > MILD || setup.times().confirm() == 0;
      case LOSS -> setup.protocol() == 1 || setup.times().confirm() == 0;
      case HALF_RESET -> setup.protocol() == 1 || actsAtOnceOnLoss();
      case RESET -> actsAtOnceOnLoss();
      default -> false;
    };
  }

  /** With no time to come back, the end of a connection is news where the other side must dial. */
  private boolean actsAtOnceOnLoss() {
    return setup.times().confirm() == 0 && setup.listens().contains(false);
  }

  /** The paths that the fault is about, each once. */
  List<int[]> paths(SimulatedFault fault) {
    List<int[]> paths = new ArrayList<>();
    for (int i = 0; i < setup.servers(); i++) {
      for (int j = 0; j < i; j++) {
        boolean concerned =
            switch (fault.kind()) {
              case CUT_OFF, SUSPEND -> i == fault.server() || j == fault.server();
              case PARTITION -> side(fault, i) != side(fault, j);
              default ->
                  Math.max(fault.server(), fault.other()) == i
                      && Math.min(fault.server(), fault.other()) == j;
            };
        if (concerned) {
          paths.add(new int[] {i, j});
        }
      }
    }
    return paths;
  }

  /** On which side of a partition a server is: each side has at least one. */
  private boolean side(SimulatedFault fault, int server) {
    int sides = 1 + fault.amount() % ((1 << (setup.servers() - 1)) - 1);
    return (sides >> server & 1) == 1;
  }

  /** By how many milliseconds a packet is late at most. */
  static long jitter(SimulatedFault fault) {
    return fault.amount() < 400 ? MILD : fault.amount() * 6L;
  }

  /** True when the provider's reads do not show what stands there. */
  static boolean makesListsLie(SimulatedFault fault) {
    return switch (fault.kind()) {
      case API_LISTS_LAG, API_UNLISTED, API_UNREFERENCED -> true;
      default -> false;
    };
  }

  /** By how much the lists lag, in nanoseconds: up to twenty seconds. */
  static long lag(SimulatedFault fault) {
    return (1L + fault.amount()) * 20 * Clock.MILLI;
  }
}
