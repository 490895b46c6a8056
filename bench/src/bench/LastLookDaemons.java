// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.HttpGate;
import io.clooster.dns.server.PowerDnsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a pair of daemons does when both have written, where a write knows no condition. Only their link is
 * cut; the one renews its claim, which is held on its way until the other one, which has seen no renewal for
 * long, takes over. Then both arrive, in either order.
 */
final class LastLookDaemons {
  private static final String SECOND_SEEN = "127.0.0.4";
  private static final String FIRST_SEEN = "127.0.0.3";

  /** What may still go wrong, does so in this time; milliseconds. */
  private static final long AFTERWARDS = 20_000;

  private LastLookDaemons() {}

  static void run(int runs) throws Exception {
    System.out.println("""
        Raced are two whole daemons whose link is cut: a renewal of the holder's is held on its way until the other one, which has seen
        none for long, takes over. Both arrive, one after the other.""");
    for (int run = 0; run < runs; run++) {
      race(false);
      race(true);
    }
  }

  private static void race(boolean renewalIsLast) throws Exception {
    Path directory = Files.createTempDirectory("clooster-bench-");
    try (PowerDnsServer server = PowerDnsServer.start(directory);
        Pair pair = new Pair(2);
        Cable toFirst = new Cable(FIRST_SEEN, Pair.ADDRESS1, pair.port);
        Cable toSecond = new Cable(SECOND_SEEN, Pair.ADDRESS2, pair.port);
        HttpGate ofFirst = new HttpGate(0, server.service());
        HttpGate ofSecond = new HttpGate(0, server.service())) {
      pair.launch("srv1", config(server, pair.port, 1, ofFirst));
      pair.launch("srv2", config(server, pair.port, 2, ofSecond));
      Pair.await(() -> pair.log("srv1").contains("state=up") && pair.log("srv2").contains("state=up")
          && writes(ofFirst) > 0);
      Thread.sleep(3000);
      toFirst.silence();
      toSecond.silence();
      Pair.await(() -> pair.log("srv2").contains("state=partitioned"));
      HttpGate first = renewalIsLast ? ofSecond : ofFirst;
      HttpGate last = renewalIsLast ? ofFirst : ofSecond;
      first.holdWrites();
      last.holdWrites();
      Pair.await(() -> first.waiting() > 0 && last.waiting() > 0);
      long before = answered(first);
      long lastBefore = answered(last);
      long both = writes(first) + writes(last);
      first.release();
      Pair.await(() -> answered(first) > before);
      last.release();
      Pair.await(() -> answered(last) > lastBefore);
      Instant written = Instant.now();
      if (writes(first) + writes(last) < both + 2) {
        System.out.println("(one of the two got HTTP 500)");
      }
      Thread.sleep(AFTERWARDS);
      System.out.printf("%-40s the first to give in: %s; in the end the record points at %s, and the claim is %s%n",
          renewalIsLast ? "the renewal arrives last" : "the takeover arrives last", givenIn(pair, written),
          server.dig("CNAME", Pair.RECORD), server.dig("TXT", Race.CLAIM).stream().filter(text -> text.contains("v=1")).toList());
    } finally {
      LastLookRace.delete(directory);
    }
  }

  private static long answered(HttpGate gate) {
    return gate.calls().stream().filter(HttpGate.Call::writes).count();
  }

  /** Those that were carried out. */
  private static long writes(HttpGate gate) {
    return gate.calls().stream().filter(call -> call.writes() && call.status() / 100 == 2).count();
  }

  private static String givenIn(Pair pair, Instant written) {
    for (String server : List.of("srv1", "srv2")) {
      for (String line : pair.log(server).lines().filter(each -> each.contains("state=yielded")).toList()) {
        Instant at = Instant.parse(line.substring(0, line.indexOf(' ')));
        return "%s, %d ms after the second write".formatted(server, Duration.between(written, at).toMillis());
      }
    }
    return "nobody";
  }

  private static String config(PowerDnsServer server, int port, int number, HttpGate gate) {
    return """
        {"operate": false, "this_server": "srv%d.example.com", "key": "no secret, a benchmark", "failback": "manual", "verify": false,
         "listen": {"address": "%s", "port": %d}, "servers": [
           {"name": "srv1.example.com", "address": "%s"}, {"name": "srv2.example.com", "address": "%s"}],
         "powerdns": {"api": "http://127.0.0.1:%d", "key": "%s", "zone": "example.com", "record": "%s"}}
        """.formatted(number, number == 1 ? Pair.ADDRESS1 : Pair.ADDRESS2, port, number == 1 ? Pair.ADDRESS1 : FIRST_SEEN,
            number == 2 ? Pair.ADDRESS2 : SECOND_SEEN, gate.port(), PowerDnsServer.KEY, Pair.RECORD);
  }
}
