// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The {@link ActionTrace}s of many runs, one line each: set-up, seed, a digest of what was done,
 * and one of what was logged and told. Runs of all set-ups that there are: a pair of protocol 1,
 * and groups of 2, 3 and 5, with and without the claim.
 */
final class Traces {
  private static final List<String> SETUPS =
      List.of(
          "original-2",
          "claim-2",
          "claim-3",
          "claim-5",
          "record-2",
          "record-3",
          "record-5",
          "witness-2",
          "witness-3");

  /** So many differences are shown. */
  private static final int SHOWN = 20;

  private Traces() {}

  /** Runs {@code runs} seeds of each set-up and writes their lines to {@code file}. */
  static void record(Path file, long seed, long runs) {
    List<String> all = new ArrayList<>();
    SETUPS.forEach(setup -> all.addAll(lines(setup, seed, runs)));
    try {
      Files.write(file, all);
    } catch (IOException failed) {
      throw new IllegalStateException("Can't write " + file, failed);
    }
    System.out.println(all.size() + " traces in " + file);
  }

  /**
   * Runs the first {@code runs} seeds of each set-up from {@code file} again.
   *
   * @return how many traces are not what they are in the file, and those that are not there
   */
  static long compare(Path file, long seed, long runs) {
    List<String> recorded;
    try {
      recorded = Files.readAllLines(file);
    } catch (IOException failed) {
      throw new IllegalStateException("Can't read " + file, failed);
    }
    Set<String> known = Set.copyOf(recorded);
    long others = 0;
    for (String setup : SETUPS) {
      List<String> different =
          lines(setup, seed, runs).stream().filter(line -> !known.contains(line)).toList();
      others += different.size();
      different.stream().limit(SHOWN).forEach(line -> System.out.println("differs: " + line));
      System.out.printf("%-10s  %d of %d differ%n", setup, different.size(), runs);
    }
    return others;
  }

  private static List<String> lines(String setup, long seed, long runs) {
    Planner planner = planner(setup);
    return LongStream.range(seed, seed + runs)
        .parallel()
        .mapToObj(each -> line(setup, planner.plan(each)))
        .toList();
  }

  private static String line(String setup, Plan plan) {
    ActionTrace trace = new ActionTrace(line -> {});
    SimulationRun.of(plan, trace.of(CoreFactory.REAL), StoryLog.none());
    return setup + " " + plan.seed() + " " + trace.digests();
  }

  private static Planner planner(String setup) {
    int dash = setup.indexOf('-');
    OwnershipScheme scheme =
        OwnershipScheme.valueOf(setup.substring(0, dash).toUpperCase(Locale.ROOT));
    int servers = Integer.parseInt(setup.substring(dash + 1));
    return new Planner(scheme, servers, SimulatedFault.Kind.faults());
  }
}
