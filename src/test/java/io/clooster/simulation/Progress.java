// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** One line on the terminal that says how far it is, and one for each run that broke a rule. */
final class Progress {
  private final long runs;
  private final int everyMillis;
  private final long begun = System.nanoTime();
  private long shown;
  private long number;

  Progress(long runs, int everyMillis) {
    this.runs = runs;
    this.everyMillis = everyMillis;
  }

  /** One more is done. */
  synchronized void done(SimulationRun.Outcome outcome) {
    number++;
    if (outcome.violation() != null) {
      System.err.printf(
          "\r%-60s%n", "seed " + outcome.plan().seed() + ": " + outcome.violation().getMessage());
    }
    long now = System.nanoTime();
    if (now - shown > everyMillis * Clock.MILLI) {
      shown = now;
      double seconds = (now - begun) / 1e9;
      double left = seconds / number * (runs - number);
      System.err.printf(
          "\r%d of %d runs, %.0f a second, %.0f s left ", number, runs, number / seconds, left);
    }
  }

  synchronized void over() {
    System.err.printf("\r%60s\r", "");
  }
}
