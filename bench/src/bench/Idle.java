// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Memory and CPU of a pair that has nothing to do, minute by minute. The baseline, in the same run: a
 * Java program that sleeps. Reads /proc, so it runs on Linux only.
 */
public final class Idle {
  /** RSS of an idle node of the Perl original, in MB. */
  private static final double ORIGINAL = 44.8;

  private static final double TICKS_PER_SECOND = 100;

  private Idle() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("sleep")) {
      Thread.sleep(Long.MAX_VALUE);
    }
    int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    Process sleeper = new ProcessBuilder("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m",
        "-cp", System.getProperty("java.class.path"), "bench.Idle", "sleep").start();
    try (Pair pair = new Pair()) {
      Process first = pair.startFirst();
      Process second = pair.startSecond();
      pair.awaitLinked();
      System.out.println("minute   listening: RSS MB  CPU %   connecting: RSS MB  CPU %   baseline: RSS MB");
      double[] before = {cpu(first), cpu(second)};
      for (int minute = 1; minute <= minutes; minute++) {
        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        double[] now = {cpu(first), cpu(second)};
        System.out.printf("%6d   %17.1f  %5.2f   %18.1f  %5.2f   %16.1f%n", minute,
            rss(first), (now[0] - before[0]) / 60 * 100, rss(second), (now[1] - before[1]) / 60 * 100, rss(sleeper));
        before = now;
      }
      Figures.ratio("RSS listening / baseline", rss(first), rss(sleeper));
      Figures.ratio("RSS listening / original's 44.8 MB", rss(first), ORIGINAL);
    } finally {
      sleeper.destroyForcibly();
    }
  }

  /** Resident memory in MB. */
  private static double rss(Process process) throws IOException {
    for (String line : Files.readAllLines(proc(process, "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IllegalStateException("no VmRSS");
  }

  /** Seconds of CPU time so far. */
  private static double cpu(Process process) throws IOException {
    String stat = Files.readString(proc(process, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
  }

  private static Path proc(Process process, String file) {
    return Path.of("/proc/" + process.pid() + "/" + file);
  }
}
