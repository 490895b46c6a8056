// SPDX-License-Identifier: Apache-2.0
package bench;

import java.time.Duration;

/**
 * A day of a network that jitters and of servers that stall, in simulated time, with the decision
 * that the daemon runs: how often is a living server suspected, and does that ever move the record?
 * The baselines, in the same run: how often the bare rule, three seconds without a word and the
 * peer is dead, would have moved it; and, after the day, a real death, which must move it.
 */
public final class Jitter {
  private static final int TRIALS = 5;

  private static final NetworkConditions.Kind GOAL = new NetworkConditions.Kind(0.01, false, 0.01);
  private static final NetworkConditions.Kind WORSE = new NetworkConditions.Kind(0.05, true, 0.05);

  private Jitter() {}

  public static void main(String[] args) {
    int hours = args.length > 0 ? Integer.parseInt(args[0]) : 24;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    System.out.printf(
        "%d simulated hours a line. Up to 300 ms of jitter; 1 %% of the packets come 1 s later, and"
            + " those behind%nthem, too; each server loses 1 %% of its seconds in pauses of 1"
            + " s.%n%n",
        hours);
    boolean well = table(GOAL, hours, seed);
    System.out.printf(
        "%nNo false suspicion moved the record, every death did: %s%n", well ? "yes" : "NO");
    System.out.printf(
        "%nFor comparison, 5 %% of each, and a late packet may be late again, for twice as"
            + " long:%n%n");
    table(WORSE, hours, seed);
    if (!well) {
      System.exit(1);
    }
  }

  private static boolean table(NetworkConditions.Kind kind, int hours, long seed) {
    System.out.println(
        "servers  seed   reports  pauses  late packets   suspicions  vetoes  links lost  "
            + " moves   bare rule's moves   then a death: moved after");
    boolean well = true;
    for (int servers = 2; servers <= 3; servers++) {
      for (long trial = seed; trial < seed + TRIALS; trial++) {
        well &= run(kind, servers, trial, Duration.ofHours(hours));
      }
    }
    return well;
  }

  private static boolean run(NetworkConditions.Kind kind, int servers, long seed, Duration time) {
    NetworkConditions conditions = new NetworkConditions(kind, servers, seed);
    conditions.pass(time);
    NetworkConditions.Counts counts = conditions.counts();
    long moves = counts.writes;
    System.out.printf(
        "%7d  %4d  %8d  %11d  %12d   %10d  %6d  %10d   %5d   %17d   ",
        servers,
        seed,
        counts.reports,
        counts.stalls,
        counts.late,
        counts.suspicions,
        counts.vetoes,
        counts.lost,
        moves,
        counts.bare);
    Duration death = conditions.die();
    System.out.println(death == null ? "never" : "%.1f s".formatted(death.toMillis() / 1000.0));
    return moves == 0 && death != null;
  }
}
