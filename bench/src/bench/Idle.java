// SPDX-License-Identifier: Apache-2.0
package bench;

import java.util.concurrent.TimeUnit;

/**
 * Memory and CPU of a pair that has nothing to do, minute by minute. The baseline, in the same run: a
 * Java program that sleeps. Reads /proc, so it runs on Linux only.
 */
public final class Idle {
  /** RSS of an idle node of the Perl original, in MB. */
  private static final double ORIGINAL = 44.8;

  private Idle() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("sleep")) {
      Thread.sleep(Long.MAX_VALUE);
    }
    Arguments arguments = new Arguments(1, args);
    int minutes = arguments.number(0, 10);
    Process sleeper = new ProcessBuilder("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m",
        "-cp", System.getProperty("java.class.path"), "bench.Idle", "sleep").start();
    try (Pair pair = new Pair(arguments.protocol())) {
      Process first = pair.startFirst();
      Process second = pair.startSecond();
      pair.awaitLinked();
      System.out.println("minute   listening: RSS MB  CPU %   connecting: RSS MB  CPU %   baseline: RSS MB");
      double[] before = {Proc.cpu(first), Proc.cpu(second)};
      for (int minute = 1; minute <= minutes; minute++) {
        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        double[] now = {Proc.cpu(first), Proc.cpu(second)};
        System.out.printf("%6d   %17.1f  %5.2f   %18.1f  %5.2f   %16.1f%n", minute,
            Proc.rss(first), (now[0] - before[0]) / 60 * 100, Proc.rss(second), (now[1] - before[1]) / 60 * 100, Proc.rss(sleeper));
        before = now;
      }
      Figures.ratio("RSS listening / baseline", Proc.rss(first), Proc.rss(sleeper));
      Figures.ratio("RSS listening / original's 44.8 MB", Proc.rss(first), ORIGINAL);
    } finally {
      sleeper.destroyForcibly();
    }
  }
}
