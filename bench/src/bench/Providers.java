// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.RealNameServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pair whose record is at a real name server: crash to the write that reaches it, with {@code link.confirm} 0, and
 * the calls until then. The baseline, in the same run: the same calls by a bare client.
 */
public final class Providers {
  private Providers() {}

  public static void main(String[] args) throws Exception {
    int runs = new Arguments(2, args).number(0, 7);
    System.out.println("Crash to the write at the name server, link.confirm 0, the first failover of each process.");
    for (ServerAndClient kind : ServerAndClient.values()) {
      Figures ours = new Figures();
      Figures bare = new Figures();
      List<Integer> calls = new ArrayList<>();
      List<Integer> bareCalls = new ArrayList<>();
      // Not counted: the first one takes as long as its own classes do.
      baseline(kind, new Figures(), new ArrayList<>());
      for (int run = 1; run <= runs; run++) {
        run(kind, ours, calls);
        baseline(kind, bare, bareCalls);
        System.err.printf("%s: run %d of %d%n", kind, run, runs);
      }
      ours.print(kind + ": killed -> write at the server");
      bare.print(kind + ", baseline: bare read and write");
      Figures.ratio(kind + ": killed / baseline", ours.median(), bare.median());
      System.out.printf("%-44s %s, by the bare client %s%n", kind + ": calls, the write included", calls, bareCalls);
    }
  }

  private static void run(ServerAndClient kind, Figures times, List<Integer> calls) throws Exception {
    Path directory = Files.createTempDirectory("clooster-bench-");
    try (RealNameServer server = kind.start(directory);
        Gate ofFirst = kind.gate(server);
        Gate ofSecond = kind.gate(server);
        Pair pair = new Pair(2)) {
      Process first = pair.launch("srv1", config(server, pair.port, 1, ofFirst));
      pair.launch("srv2", config(server, pair.port, 2, ofSecond));
      Pair.await(() -> IntStream.of(1, 2).allMatch(number -> pair.log("srv" + number).contains("state=up"))
          && pair.log("srv2").contains("state=read") && !ofFirst.writes().isEmpty());
      // Let both settle: what is measured is a server that has been idle, not one that starts.
      Thread.sleep(3000);
      long killed = System.nanoTime();
      first.destroyForcibly();
      Pair.await(() -> !ofSecond.writes().isEmpty());
      note(ofSecond, killed, times, calls);
    } finally {
      LastLookRace.delete(directory);
    }
  }

  private static void baseline(ServerAndClient kind, Figures times, List<Integer> calls) throws Exception {
    Path directory = Files.createTempDirectory("clooster-bench-");
    try (RealNameServer server = kind.start(directory);
        Gate gate = kind.gate(server)) {
      BareCalls client = kind.client(gate.port());
      client.read();
      long begun = System.nanoTime();
      client.move();
      note(gate, begun, times, calls);
      if (!server.dig("CNAME", Pair.RECORD).equals(List.of(Pair.SECOND + "."))) {
        throw new IllegalStateException("the bare client has moved nothing: " + server.changes());
      }
    } finally {
      LastLookRace.delete(directory);
    }
  }

  private static void note(Gate gate, long begun, Figures times, List<Integer> calls) {
    long written = gate.writes().get(0);
    times.add(written - begun);
    calls.add((int) gate.calls().stream().filter(call -> call - begun > 0 && call - written <= 0).count());
  }

  private static String config(RealNameServer server, int port, int number, Gate gate) throws Exception {
    String block = ServerAndClient.block(server, gate);
    return """
        {"operate": false, "this_server": "srv%d.example.com", "key": "no secret, a benchmark", "failback": "manual", "verify": false,
         "link": {"confirm": 0}, "listen": {"address": "%s", "port": %d}, "servers": [
           {"name": "srv1.example.com", "address": "%s"}, {"name": "srv2.example.com", "address": "%s"}],
         "%s": {%s"zone": "example.com", "record": "%s"}}
        """.formatted(number, number == 1 ? Pair.ADDRESS1 : Pair.ADDRESS2, port, Pair.ADDRESS1, Pair.ADDRESS2, server.provider(),
            block, Pair.RECORD);
  }
}
