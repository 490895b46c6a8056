// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.ClaimWrite;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.sandbox.SandboxFaults;
import io.clooster.sandbox.RecordWrite;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Three daemons; the path between the second and the third is cut, then the first, which holds the
 * record, is killed: each survivor is the only one in sight, and claims.
 */
final class Survivors {
  private static final List<String> LISTENS = List.of(Pair.ADDRESS1, Pair.ADDRESS2, "127.0.0.5");
  private static final String SECOND_SEEN_BY_THIRD = "127.0.0.3";
  private static final String THIRD_SEEN_BY_SECOND = "127.0.0.4";

  /** What the winner may still do wrong, it does soon; milliseconds. */
  private static final long AFTERWARDS = 3000;

  private final Pair pair;
  private final CloudflareSandbox cloudflare;

  private Survivors(Pair pair) {
    this.pair = pair;
    this.cloudflare = pair.sandbox.cloudflare();
  }

  /** True when exactly one of the two claimed, and the other one was told so. */
  static boolean race() throws IOException, InterruptedException {
    try (Pair pair = new Pair(2);
        Cable toSecond = new Cable(SECOND_SEEN_BY_THIRD, LISTENS.get(1), pair.port);
        Cable toThird = new Cable(THIRD_SEEN_BY_SECOND, LISTENS.get(2), pair.port)) {
      return new Survivors(pair).race(toSecond, toThird);
    }
  }

  private boolean race(Cable toSecond, Cable toThird) throws IOException, InterruptedException {
    Process holder = pair.launch("srv1", config(1));
    pair.launch("srv2", config(2));
    pair.launch("srv3", config(3));
    Pair.await(() -> IntStream.rangeClosed(1, 3).allMatch(server -> lines(server, "state=up") >= 2)
        && !cloudflare.claims(Pair.RECORD).isEmpty());
    Thread.sleep(2000);
    toSecond.reset();
    toThird.reset();
    Pair.await(() -> lines(2, "state=cut off from here") > 0 && lines(3, "state=cut off from here") > 0);
    SandboxFaults.Rule together = cloudflare.faults().on("POST", "/batch").times(2, SandboxFault.together(2));
    long killed = System.nanoTime();
    holder.destroyForcibly();
    Pair.await(() -> together.hits() == 2 && !moves(killed).isEmpty());
    Thread.sleep(AFTERWARDS);
    List<RecordWrite> moves = moves(killed);
    List<ClaimWrite> claims = cloudflare.claims(Pair.RECORD).stream().filter(claim -> claim.nanos() > killed).toList();
    int won = moves.get(0).content().orElseThrow().equals(Pair.SECOND) ? 2 : 3;
    boolean well = moves.size() == 1
        && claims.stream().allMatch(claim -> claim.holder().equals(name(won)))
        && claims.get(0).nanos() == moves.get(0).nanos()
        && lines(5 - won, "state=conflict") == 1;
    System.out.printf("%s: moved once, by %s, and %s was told%n", well ? "well" : "WRONG", name(won), name(5 - won));
    if (!well) {
      System.out.printf("moves %s%nclaims %s%n--- srv2%n%s--- srv3%n%s", moves, claims, pair.log("srv2"), pair.log("srv3"));
    }
    return well;
  }

  private List<RecordWrite> moves(long since) {
    return cloudflare.writes(Pair.RECORD).stream().filter(write -> write.nanos() > since).toList();
  }

  private long lines(int server, String text) {
    return pair.log("srv" + server).lines().filter(line -> line.contains(text)).count();
  }

  private static String name(int server) {
    return "srv" + server + ".example.com";
  }

  private String config(int server) {
    String second = server == 3 ? SECOND_SEEN_BY_THIRD : LISTENS.get(1);
    String third = server == 2 ? THIRD_SEEN_BY_SECOND : LISTENS.get(2);
    return """
        {"operate": false, "this_server": "%s", "key": "no secret, a benchmark", "failback": "manual", "verify": false,
         "listen": {"address": "%s", "port": %d}, "servers": [
           {"name": "%s", "address": "%s"}, {"name": "%s", "address": "%s"}, {"name": "%s", "address": "%s"}],
         "cloudflare": {"token": "token", "zone": "example.com", "record": "%s", "api": "%s"}}
        """.formatted(name(server), LISTENS.get(server - 1), pair.port, name(1), LISTENS.get(0), name(2), second,
            name(3), third, Pair.RECORD, pair.api());
  }
}
