// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.RealNameServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pair whose record is at a real name server: a switch, from the command until the provider and the name server give the
 * new value, asked again and again as {@code clooster drill} asks, and the calls of the provider until the write. The
 * baseline, in the same run: read, write and ask by a bare client.
 */
public final class VerifiedSwitch {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private VerifiedSwitch() {}

  public static void main(String[] args) throws Exception {
    int runs = new Arguments(2, args).number(0, 5);
    for (ServerAndClient kind : ServerAndClient.values()) {
      Figures ours = new Figures();
      Figures bare = new Figures();
      List<Integer> calls = new ArrayList<>();
      // Not counted: the first one takes as long as its own classes do.
      baseline(kind, new Figures());
      for (int run = 1; run <= runs; run++) {
        run(kind, ours, calls);
        baseline(kind, bare);
        System.err.printf("%s: run %d of %d%n", kind, run, runs);
      }
      ours.print(kind + ": switch -> verified at the name server");
      bare.print(kind + ", baseline: read, write and dig");
      Figures.ratio(kind + ": switch / baseline", ours.median(), bare.median());
      System.out.printf("%-44s %s%n", kind + ": calls, the write included", calls);
    }
  }

  private static void run(ServerAndClient kind, Figures times, List<Integer> calls) throws Exception {
    Path directory = Files.createTempDirectory("clooster-bench-");
    try (RealNameServer server = kind.start(directory);
        Gate ofFirst = kind.gate(server);
        Gate ofSecond = kind.gate(server);
        Pair pair = new Pair(2).operated()) {
      pair.launch("srv1", config(server, pair, 1, ofFirst));
      pair.launch("srv2", config(server, pair, 2, ofSecond));
      Pair.await(() -> IntStream.of(1, 2).allMatch(number -> pair.log("srv" + number).contains("state=up"))
          && pair.log("srv2").contains("state=read") && !ofFirst.writes().isEmpty());
      Thread.sleep(3000);
      long begun = System.nanoTime();
      String answer = order(pair, "/switch?to=" + Pair.SECOND);
      if (!answer.contains("\"done\":true")) {
        throw new IllegalStateException(answer);
      }
      Pair.await(() -> !ofFirst.writes().isEmpty() && ofFirst.writes().get(ofFirst.writes().size() - 1) - begun > 0);
      calls.add((int) ofFirst.calls().stream().filter(call -> call - begun > 0).count());
      while (!isVerified(order(pair, "/name-servers"))) {
        Thread.sleep(5);
      }
      times.add(System.nanoTime() - begun);
    } finally {
      LastLookRace.delete(directory);
    }
  }

  /** As {@code clooster drill} sees it. */
  private static boolean isVerified(String answer) {
    return answer.contains("\"value\":\"" + Pair.SECOND + "\"") && answer.contains("\"lagging\":[]");
  }

  private static String order(Pair pair, String path) throws Exception {
    HttpRequest order = HttpRequest.newBuilder(pair.operate(1, path)).header("Authorization", "Bearer " + pair.token(1))
        .POST(HttpRequest.BodyPublishers.noBody()).build();
    return CLIENT.send(order, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void baseline(ServerAndClient kind, Figures times) throws Exception {
    Path directory = Files.createTempDirectory("clooster-bench-");
    try (RealNameServer server = kind.start(directory);
        Gate gate = kind.gate(server)) {
      BareCalls client = kind.client(gate.port());
      long begun = System.nanoTime();
      client.read();
      client.move();
      while (!server.dig("CNAME", Pair.RECORD).equals(List.of(Pair.SECOND + "."))) {
        Thread.sleep(5);
      }
      times.add(System.nanoTime() - begun);
    } finally {
      LastLookRace.delete(directory);
    }
  }

  private static String config(RealNameServer server, Pair pair, int number, Gate gate) throws Exception {
    String block = ServerAndClient.block(server, gate);
    return """
        {"operate": {"port": %d}, "this_server": "srv%d.example.com", "key": "no secret, a benchmark", "failback": "manual",
         "verify": {"servers": ["127.0.0.1:%d"]}, "listen": {"address": "%s", "port": %d}, "servers": [
           {"name": "srv1.example.com", "address": "%s"}, {"name": "srv2.example.com", "address": "%s"}],
         "%s": {%s"zone": "example.com", "record": "%s"}}
        """.formatted(pair.operate(number, "/").getPort(), number, server.port(),
            number == 1 ? Pair.ADDRESS1 : Pair.ADDRESS2, pair.port, Pair.ADDRESS1, Pair.ADDRESS2, server.provider(), block,
            Pair.RECORD);
  }
}
