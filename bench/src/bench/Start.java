// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * The time from the start of {@code bin/clooster} to its open port, the CDS archive prepared. The
 * baseline, in the same run: a Java program that opens a port and nothing else.
 */
public final class Start {
  /** Measured with the Perl original on other hardware. */
  private static final double ORIGINAL = 320;

  private Start() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("port")) {
      open(Integer.parseInt(args[1]));
    }
    Arguments arguments = new Arguments(1, args);
    int protocol = arguments.protocol();
    int runs = arguments.number(0, 15);
    Figures first = new Figures();
    Figures ours = new Figures();
    Figures bare = new Figures();
    time(protocol, first, ours);
    first = new Figures();
    ours = new Figures();
    for (int run = 1; run <= runs; run++) {
      time(protocol, first, ours);
      bare.add(baseline());
    }
    ours.print("start -> listening");
    first.print("the same, first start of all");
    bare.print("baseline: Java with one open port");
    Figures.ratio("start / baseline", ours.median(), bare.median());
    Figures.ratio("start / original's 0.32 s", ours.median(), ORIGINAL);
  }

  /**
   * Starts twice: the first time there is nothing in the state directory, no certificate either.
   */
  private static void time(int protocol, Figures first, Figures second)
      throws IOException, InterruptedException {
    try (Pair pair = new Pair(protocol)) {
      for (Figures figures : new Figures[] {first, second}) {
        long begun = System.nanoTime();
        pair.startFirst();
        Pair.await(pair::listening);
        figures.add(System.nanoTime() - begun);
        pair.first.destroyForcibly().waitFor();
      }
    }
  }

  private static long baseline() throws IOException, InterruptedException {
    try (Pair pair = new Pair(1)) {
      long begun = System.nanoTime();
      pair.first =
          new ProcessBuilder(
                  "java",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "bench.Start",
                  "port",
                  "" + pair.port)
              .start();
      Pair.await(pair::listening);
      return System.nanoTime() - begun;
    }
  }

  private static void open(int port) throws Exception {
    try (ServerSocket socket = new ServerSocket(port)) {
      while (true) {
        socket.accept().close();
      }
    }
  }
}
