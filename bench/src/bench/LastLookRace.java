// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.PowerDnsServer;
import io.clooster.dns.server.ZoneChange;
import io.clooster.failover.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * {@link Race} where a write knows no condition: two clients of a real PowerDNS have read the same, and
 * then each does what a daemon does, the last look and the write. What came through is told by the
 * server's own journal.
 */
final class LastLookRace {
  /** The second one begins so much later at most; milliseconds. */
  private static final int APART = 40;

  /** Where so many in a row don't overlap, something else is wrong. */
  private static final int VAIN = 50;

  private static final String MINE = "\"of somebody else\"";

  /** What one of the two did: its interval, by {@link System#nanoTime}, and whether it wrote at its end. */
  private record Turn(long looked, long ended, boolean wrote, boolean failed) {
    boolean overlaps(Turn other) {
      return looked - other.ended < 0 && other.looked - ended < 0;
    }
  }

  /** What became of the races of a kind that overlapped. */
  private static final class Row {
    private int races;
    private int both;
    private int one;
    private int failed;
    private int torn;
  }

  private final PowerDnsServer server;
  private final KameletClient left;
  private final KameletClient right;
  private final Random random = new Random(1);
  private final Map<Race.Kind, Row> rows = new EnumMap<>(Race.Kind.class);
  private int vain;

  private LastLookRace(PowerDnsServer server, KameletClient left, KameletClient right) {
    this.server = server;
    this.left = left;
    this.right = right;
    for (Race.Kind kind : Race.Kind.values()) {
      rows.put(kind, new Row());
    }
  }

  static void main(String... args) throws Exception {
    // That a server answers one of two with an error is counted, and needs no stack trace.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.camel.processor.errorhandler", "off");
    int runs = new Arguments(2, args).number(0, 200);
    System.out.printf("""
        Raced are two clients of a real PowerDNS in one process, each a Camel of its own with the shipped Kamelet. Both have read the
        same; then each looks once more, and writes if it sees what it has read. The one begins up to %d ms after the
        other. Counted are races in which each began its last look before the other one had ended; the others are thrown away.
        """, APART);
    Path directory = Files.createTempDirectory("clooster-bench-");
    try (PowerDnsServer server = PowerDnsServer.start(directory);
        KameletClient left = KameletClient.powerDns(server.api(), PowerDnsServer.KEY, Race.SERVERS);
        KameletClient right = KameletClient.powerDns(server.api(), PowerDnsServer.KEY, Race.SERVERS)) {
      LastLookRace race = new LastLookRace(server, left, right);
      for (int counted = 0; counted < runs; ) {
        Race.Kind kind = Race.Kind.values()[counted % Race.Kind.values().length];
        counted += race.run(kind) ? 1 : 0;
      }
      race.print(runs);
    } finally {
      delete(directory);
    }
    System.out.println();
    LastLookDaemons.run(Math.max(1, runs / 100));
  }

  /** True if it counts. */
  private boolean run(Race.Kind kind) throws Exception {
    server.edit(Pair.RECORD, "CNAME", Pair.FIRST + ".");
    String claim = "\"v=1 epoch=%d holder=%s renew=60\"".formatted(Race.EPOCH, Pair.FIRST);
    if (kind == Race.Kind.AGAIN) {
      server.edit(Race.CLAIM, "TXT", MINE);
    } else {
      server.edit(Race.CLAIM, "TXT", MINE, claim);
    }
    int before = server.changes().size();
    Action.WriteRecord ofLeft = Race.write(left.read(), kind.left, true);
    Action.WriteRecord ofRight = Race.write(right.read(), kind.right, true);
    CyclicBarrier start = new CyclicBarrier(2);
    long apart = Duration.ofMillis(random.nextInt(APART + 1)).toNanos();
    boolean leftFirst = random.nextBoolean();
    var other = CompletableFuture.supplyAsync(() -> turn(right, ofRight, start, leftFirst ? apart : 0));
    Turn one = turn(left, ofLeft, start, leftFirst ? 0 : apart);
    Turn two = other.join();
    if (!one.overlaps(two)) {
      if (++vain > VAIN) {
        throw new IllegalStateException(VAIN + " races in a row did not overlap");
      }
      return false;
    }
    vain = 0;
    count(kind, one, two, server.changes().subList(before, server.changes().size()));
    return true;
  }

  private static Turn turn(KameletClient client, Action.WriteRecord write, CyclicBarrier start, long later) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    LockSupport.parkNanos(later);
    long looked = System.nanoTime();
    try {
      boolean same = client.look(write);
      if (same && !client.write(write)) {
        throw new IllegalStateException("PowerDNS knows a condition");
      }
      return new Turn(looked, System.nanoTime(), same, false);
    } catch (CamelExecutionException e) {
      // With SQLite, of two that write at once it may answer one with an error.
      if (e.getCause() instanceof HttpOperationFailedException http && http.getStatusCode() == 500) {
        return new Turn(looked, System.nanoTime(), false, true);
      }
      throw e;
    }
  }

  private void count(Race.Kind kind, Turn one, Turn two, List<ZoneChange> changes) throws Exception {
    Row row = rows.get(kind);
    int wrote = (one.wrote() ? 1 : 0) + (two.wrote() ? 1 : 0);
    if (changes.size() != wrote) {
      throw new IllegalStateException(wrote + " wrote, and the journal has " + changes);
    }
    row.races++;
    if (wrote == 2) {
      row.both++;
    } else if (one.failed() || two.failed()) {
      row.failed++;
    } else {
      row.one++;
    }
    String record = String.join(" ", server.dig("CNAME", Pair.RECORD));
    List<String> claims = server.dig("TXT", Race.CLAIM).stream().filter(text -> text.contains("v=1")).toList();
    if (claims.size() != 1) {
      throw new IllegalStateException("claims that stand: " + claims);
    }
    if (!claims.get(0).contains("holder=" + record.substring(0, record.length() - 1) + " ")) {
      row.torn++;
    }
  }

  private void print(int runs) {
    System.out.printf("%-44s %6s %16s %16s %17s %24s%n", "", "races", "both wrote", "one gave in", "one got HTTP 500", "claim and record differ");
    int both = 0;
    for (Race.Kind kind : Race.Kind.values()) {
      Row row = rows.get(kind);
      both += row.both;
      System.out.printf("%-44s %6d %16d %16d %17d %24d%n", kind.what, row.races, row.both, row.one, row.failed, row.torn);
    }
    System.out.printf("two effective writers: in %d of %d races that overlapped%n", both, runs);
  }

  static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
