// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Cuts one server of a fresh pair off without a word, at a random moment, and takes the time until
 * the other one's write reaches the API; protocol 2 with its default periods. The baseline: what
 * the periods alone come to.
 */
public final class Silence {
  /** Measured with the Perl original, on other hardware. */
  private static final double ORIGINAL_CUT = 200_000;

  private static final double ORIGINAL_FROZEN = 183_000;

  /**
   * The last heartbeat is half a second old on average, and 3 s are silence; then the window of 2
   * s.
   */
  private static final double PERIODS = 4500;

  private static final double GOAL_MEDIAN = 5500;
  private static final double GOAL_MOST = 7000;

  private Silence() {}

  public static void main(String[] args) throws Exception {
    int runs = new Arguments(2, args).number(0, 15);
    boolean own = System.getenv("CLOOSTER_BENCH_NETWORK") != null;
    System.out.println(
        own
            ? "The network between two hosts (namespaces) is cut."
            : "No network namespaces for this user: the process is stopped (SIGSTOP) instead of a"
                  + " cut.");
    Figures figures = new Figures();
    try (Network network = own ? new Network() : null) {
      for (int run = 1; run <= runs; run++) {
        figures.add(run(network));
        System.err.printf("run %d of %d%n", run, runs);
      }
    }
    figures.print("silent death -> write at the API");
    Figures.ratio("silent death / the periods' 4.5 s", figures.median(), PERIODS);
    Figures.ratio(
        "silent death / the original's " + (own ? "200 s" : "183 s"),
        figures.median(),
        own ? ORIGINAL_CUT : ORIGINAL_FROZEN);
    boolean met = figures.median() < GOAL_MEDIAN && figures.max() <= GOAL_MOST;
    System.out.printf("goal: median under 5.5 s, never over 7 s: %s%n", met ? "met" : "NOT MET");
  }

  private static long run(Network network) throws Exception {
    try (Pair pair = new Pair(2)) {
      if (network == null) {
        return time(pair, () -> signal("STOP", pair.first));
      }
      String api = "http://" + Network.ADDRESS2 + ":" + pair.api().getPort() + pair.api().getPath();
      pair.apart(Network.ADDRESS1, Network.ADDRESS2, api, network.first());
      try (Cable toApi = new Cable(Network.ADDRESS2, Pair.ADDRESS1, pair.api().getPort())) {
        return time(pair, network::cut);
      } finally {
        network.heal();
      }
    }
  }

  private interface Death {
    void comes() throws IOException, InterruptedException;
  }

  private static long time(Pair pair, Death death) throws Exception {
    pair.startFirst();
    pair.startSecond();
    pair.awaitLinked();
    Thread.sleep(ThreadLocalRandom.current().nextLong(3000, 5000));
    long begun = System.nanoTime();
    death.comes();
    Pair.await(() -> pair.write() != null);
    return pair.write().arrivedNanos() - begun;
  }

  private static void signal(String signal, Process process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).inheritIO().start().waitFor();
  }
}
