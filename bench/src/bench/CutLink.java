// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.CloudflareSandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cuts the link of a pair, and nothing else: both servers live and reach the API. At a random
 * moment, silently or with a reset, while the one or the other holds the record. Default periods.
 * Nothing must move, not after the cut has healed either. The baseline, in the same run: the same
 * cuts with {@code "claim": false}, which do move the record.
 */
public final class CutLink {
  /** The holder renews after 3, 10 and 25 s or so: long enough for the other one to lose its patience. */
  private static final long CUT_SECONDS = 20;

  /** One in so many is a run without the claim. */
  private static final int BASELINE = 5;

  /** Addresses of the loopback on which a cable stands; each pair has a port of its own. */
  private static final String CABLE = "127.0.0.3";

  /** What came of one cut; times from the cut, -1 for never. */
  private record Seen(String how, boolean claim, long moves, long renewed, long told, boolean healed, String logs) {}

  private CutLink() {}

  public static void main(String[] args) throws Exception {
    int runs = new Arguments(2, args).number(0, 50);
    int beside = Math.max(1, Runtime.getRuntime().availableProcessors());
    int baselines = Math.max(1, runs / BASELINE);
    System.out.printf("Only the link is cut, for %d s and then it heals; %d pairs at a time, default periods.%n", CUT_SECONDS, beside);
    List<Callable<Seen>> work = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    for (int run = 0; run < runs + baselines; run++) {
      boolean claim = run % (BASELINE + 1) != BASELINE && work.size() < runs + baselines;
      work.add(() -> {
        Seen seen = run(claim);
        System.err.printf("run %d of %d: %s%n", done.incrementAndGet(), runs + baselines, seen.how);
        return seen;
      });
    }
    ExecutorService threads = Executors.newFixedThreadPool(beside);
    try {
      List<Seen> all = new ArrayList<>();
      for (Future<Seen> seen : threads.invokeAll(work)) {
        all.add(seen.get());
      }
      if (!told(all)) {
        System.exit(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
