// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Many runs with seeds in a row, on several threads; each run is alone on its thread. */
final class Campaign {
  private final Planner planner;
  private final CoreFactory cores;
  private final int threads;

  Campaign(Planner planner, CoreFactory cores, int threads) {
    this.planner = planner;
    this.cores = cores;
    this.threads = threads;
  }

  /** {@code progress} is told of each run that is over, on the thread that it ran on. */
  Summary run(long firstSeed, long runs, Consumer<SimulationRun.Outcome> progress) {
    AtomicLong next = new AtomicLong();
    Callable<Summary> worker =
        () -> {
          Summary summary = new Summary();
          for (long i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
            SimulationRun.Outcome outcome =
                SimulationRun.of(planner.plan(firstSeed + i), cores, StoryLog.none());
            summary.add(outcome);
            progress.accept(outcome);
          }
          return summary;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Summary>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(worker));
      }
      Summary all = new Summary();
      for (Future<Summary> part : parts) {
        all.add(part.get());
      }
      return all;
    } catch (ExecutionException broken) {
      throw new IllegalStateException("A run ended in an error", broken.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }
}
