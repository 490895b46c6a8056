// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;

/**
 * Kills one server of a fresh pair and takes the time until the write reaches the API. Each run has
 * new processes: a failover is always the first one of its process. The baseline, in the same run:
 * the same two calls, read and write, made by a bare HTTP client that did nothing else before but
 * one read.
 */
public final class Failover {
  /** Measured with the Perl original, on other hardware (two network namespaces, 0.1 ms apart). */
  private static final double ORIGINAL_MEDIAN = 13;

  private Failover() {}

  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(1, args);
    int protocol = arguments.protocol();
    int runs = arguments.number(0, 15);
    Figures listening = new Figures();
    Figures connecting = new Figures();
    Figures bare = new Figures();
    // Not counted: the first one takes as long as its own classes do.
    baseline();
    for (int run = 1; run <= runs; run++) {
      listening.add(run(protocol, true));
      connecting.add(run(protocol, false));
      bare.add(baseline());
      System.err.printf("run %d of %d%n", run, runs);
    }
    listening.print("listening server killed -> write at the API");
    connecting.print("connecting server killed -> write at the API");
    bare.print("baseline: bare read and write");
    Figures.ratio("listening server killed / baseline", listening.median(), bare.median());
    Figures.ratio("listening server killed / original's 13 ms", listening.median(), ORIGINAL_MEDIAN);
    Figures.ratio("connecting server killed / original's 13 ms", connecting.median(), ORIGINAL_MEDIAN);
  }

  private static long run(int protocol, boolean killFirst) throws IOException, InterruptedException {
    try (Pair pair = new Pair(protocol, "\"confirm\": 0")) {
      if (protocol == 2 && !killFirst) {
        // The survivor must have something to change.
        pair.secondHolds();
      }
      Process first = pair.startFirst();
      Process second = pair.startSecond();
      pair.awaitLinked();
      // Let both settle: what is measured is a server that has been idle, not one that starts.
      Thread.sleep(3000);
      if (protocol == 1 && !killFirst) {
        pair.edit(Pair.SECOND);
      }
      long killed = System.nanoTime();
      (killFirst ? first : second).destroyForcibly();
      Pair.await(() -> pair.write() != null);
      return pair.write().arrivedNanos() - killed;
    }
  }

  private static long baseline() throws IOException, InterruptedException {
    try (Pair pair = new Pair(1)) {
      BareClient client = new BareClient(pair.api());
      long begun = System.nanoTime();
      client.patch(client.read(Pair.RECORD).get(0), Pair.SECOND);
      return pair.write().arrivedNanos() - begun;
    }
  }
}
