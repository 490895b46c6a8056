// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one server costs that has many linked peers, protocol 2, one report a second each way. It is
 * the last of the group, so it makes all connections itself. The baseline, in the same run: the one
 * process that is all the peers, with the same handlers and the same flags of Java, but without
 * Camel and without a decision.
 */
public final class Links {
  private static final int MEASURED_SECONDS = 60;
  private static final int SETTLING_SECONDS = 15;
  private static final double GOAL_CPU = 10;
  private static final double GOAL_RSS = 250;
  private static final int GOAL_LINKS = 200;

  private Links() {}

  public static void main(String[] args) throws Exception {
    System.out.println(
        " links  linked after      CPU  per link       RSS  threads   reports/s: sent  received"
            + "   baseline: CPU    RSS   CPU / baseline");
    for (int links : new Arguments(2, args).numbers(2, 10, 50, 200)) {
      measure(links);
    }
  }

  private static void measure(int links) throws Exception {
    try (Pair pair = new Pair(2)) {
      pair.sandbox.cloudflare().edit(Pair.RECORD, "CNAME", Peers.servers(links).get(0));
      Process peers = peers(pair, links);
      try (BufferedReader said = peers.inputReader()) {
        said.readLine();
        long begun = System.nanoTime();
        Process server = pair.startSecond(config(pair, links));
        Pair.await(() -> ask(peers, said)[0] >= links);
        double linkedAfter = (System.nanoTime() - begun) / 1e9;
        Thread.sleep(SETTLING_SECONDS * 1000L);
        long[] before = ask(peers, said);
        double ours = Proc.cpu(server);
        double theirs = Proc.cpu(peers);
        begun = System.nanoTime();
        Thread.sleep(MEASURED_SECONDS * 1000L);
        double seconds = (System.nanoTime() - begun) / 1e9;
        ours = (Proc.cpu(server) - ours) / seconds * 100;
        theirs = (Proc.cpu(peers) - theirs) / seconds * 100;
        long[] after = ask(peers, said);
        double rss = Proc.rss(server);
        System.out.printf(
            "%6d  %10.1f s  %6.2f %%  %6.3f %%  %6.1f MB  %7d   %15.1f  %8.1f   %11.2f %%  %5.1f   %.1f x%n",
            links, linkedAfter, ours, ours / links, rss, Proc.threads(server),
            (after[2] - before[2]) / seconds, (after[1] - before[1]) / seconds, theirs,
            Proc.rss(peers), ours / theirs);
        if (after[0] != links) {
          System.out.printf("        NOT STEADY: %d links were made%n%s", after[0], pair.log("srv2"));
        }
        if (links == GOAL_LINKS) {
          System.out.printf("goal at %d links: under %.0f %% of a core, under %.0f MB: %s%n", links,
              GOAL_CPU, GOAL_RSS, ours < GOAL_CPU && rss < GOAL_RSS ? "met" : "NOT MET");
        }
      } finally {
        peers.destroyForcibly().waitFor();
      }
    }
  }

  /** Links made so far, reports sent and received by the peers. */
  private static long[] ask(Process peers, BufferedReader said) {
    try {
      peers.getOutputStream().write('\n');
      peers.getOutputStream().flush();
      String[] words = said.readLine().split(" ");
      return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process peers(Pair pair, int links) throws IOException {
    Path state = Files.createDirectories(pair.directory.resolve("peers"));
    return new ProcessBuilder("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms8m", "-Xmx64m", "-Xmn6m",
        "-Dio.netty.allocator.type=unpooled", "-Dio.netty.noUnsafe=true", "-Dorg.slf4j.simpleLogger.logFile=System.err", "-cp",
        System.getProperty("java.class.path"), "bench.Peers", state.toString(), "" + pair.port, "" + links)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String config(Pair pair, int links) {
    List<String> names = Peers.servers(links);
    String servers = IntStream.rangeClosed(0, links)
        .mapToObj(i -> "{\"name\": \"%s\", \"address\": \"%s\"}".formatted(names.get(i),
            i == links ? "127.0.0.1" : Peers.address(i)))
        .collect(Collectors.joining(", "));
    return """
        {"protocol": 2, "operate": false, "this_server": "%s", "servers": [%s],
         "listen": {"address": "127.0.0.1", "port": %d}, "key": [{"id": "%s", "secret": "%s"}],
         "verify": false, "cloudflare": {"token": "token", "zone": "example.com", "record": "%s", "api": "%s"}}
        """.formatted(Peers.MEASURED, servers, pair.port, Peers.KEY, Peers.SECRET, Pair.RECORD, pair.api());
  }
}
