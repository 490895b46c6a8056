// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import io.clooster.sandbox.ClaimWrite;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.sandbox.RecordWrite;
import io.clooster.sandbox.Sandbox;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Two servers claim in the same instant, again and again: each time exactly one must do it, and the
 * other one must be told so. The baseline, in the same run: the same without a claim, where both do.
 */
public final class Race {
  static final List<String> SERVERS = List.of(Pair.FIRST, Pair.SECOND, "srv3.example.com");
  private static final String THIRD = SERVERS.get(2);
  static final String CLAIM = "_clooster." + Pair.RECORD;
  static final long EPOCH = 7;

  /** One in so many is raced without a claim, too. */
  private static final int BASELINE = 10;

  /** One in so many is raced with daemons, too: that takes half a minute. */
  private static final int PROCESSES = 50;

  /** What meets: of each side who is to hold the record then. The first server holds it before. */
  enum Kind {
    TAKEOVERS("two take over from a dead holder", Pair.SECOND, THIRD),
    RENEWAL("one takes over, the holder renews", Pair.SECOND, Pair.FIRST),
    AGAIN("two make a claim again that was deleted", Pair.FIRST, Pair.FIRST);

    final String what;
    final String left;
    final String right;
    final int[] won = new int[2];

    Kind(String what, String left, String right) {
      this.what = what;
      this.left = left;
      this.right = right;
    }
  }

  private final CloudflareSandbox cloudflare;
  private final KameletClient left;
  private final KameletClient right;
  private int wrong;
  private int once;

  private Race(CloudflareSandbox cloudflare, KameletClient left, KameletClient right) {
    this.cloudflare = cloudflare;
    this.left = left;
    this.right = right;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 1 && args[0].equals("--provider")) {
      if (!args[1].equals("powerdns")) {
        throw new IllegalArgumentException("--provider: only powerdns");
      }
      LastLookRace.main(Arrays.copyOfRange(args, 2, args.length));
      return;
    }
    int runs = new Arguments(2, args).number(0, 200);
    System.out.println("""
        Raced are two clients of the API in one process, each a Camel of its own with the shipped Cloudflare Kamelets and
        the Java that they call, connections included; not whole daemons. Both have read the same; the sandbox holds
        their two calls until both are there, and lets them go in the same instant, each on its own thread.""");
    try (Sandbox sandbox = Sandbox.start();
        KameletClient left = client(sandbox, "left");
        KameletClient right = client(sandbox, "right")) {
      CloudflareSandbox cloudflare = sandbox.cloudflare();
      cloudflare.limit(1_000_000, Duration.ofMinutes(5));
      Race race = new Race(cloudflare, left, right);
      int both = 0;
      int bare = 0;
      for (int run = 0; run < runs; run++) {
        race.claimed(Kind.values()[run % Kind.values().length]);
        if (run % BASELINE == 0) {
          bare++;
          both += race.unclaimed() == 2 ? 1 : 0;
        }
      }
      race.print(runs, both, bare);
      int processes = Math.max(1, runs / PROCESSES);
      System.out.printf("%nRaced are two whole daemons of three: the two don't see each other, and the third, which holds the record, is%n"
          + "killed. The sandbox holds their calls in the same way.%n");
      for (int run = 1; run <= processes; run++) {
        race.wrong += Survivors.race() ? 0 : 1;
        System.err.printf("run %d of %d%n", run, processes);
      }
      System.out.printf("goal: exactly one effective claim in each of %d races, and %d of daemons: %s%n", runs, processes,
          race.wrong == 0 ? "met" : "missed");
      if (race.wrong > 0) {
        System.exit(1);
      }
    }
  }

  private static KameletClient client(Sandbox sandbox, String token) {
    CloudflareSandbox cloudflare = sandbox.cloudflare();
    if (cloudflare.records().isEmpty()) {
      cloudflare.addZone("example.com");
      cloudflare.addRecord(Pair.RECORD, "CNAME", Pair.FIRST);
    }
    cloudflare.allowTokenOf(token, token);
    return KameletClient.cloudflare(cloudflare.uri(), token, SERVERS);
  }

  private void claimed(Kind kind) {
    cloudflare.edit(Pair.RECORD, "CNAME", Pair.FIRST);
    cloudflare.deleteAll(CLAIM, "TXT");
    if (kind != Kind.AGAIN) {
      String text = "\"v=1 epoch=%d holder=%s renew=60\"".formatted(EPOCH, Pair.FIRST);
      cloudflare.addRecord(Map.of("name", CLAIM, "type", "TXT", "content", text, "ttl", 60));
    }
    long begun = System.nanoTime();
    boolean[] did = together("POST", kind.left, kind.right, true);
    if (did[0]) {
      kind.won[0]++;
    }
    if (did[1]) {
      kind.won[1]++;
    }
    List<ClaimWrite> claims = cloudflare.claims(Pair.RECORD).stream().filter(claim -> claim.nanos() > begun).toList();
    String holder = did[0] ? kind.left : kind.right;
    List<String> stands = cloudflare.claimsNow(Pair.RECORD);
    String expected = "v=1 epoch=%d holder=%s renew=60".formatted(EPOCH + 1, holder);
    String record = cloudflare.content(Pair.RECORD, "CNAME");
    if (did[0] != did[1] && claims.size() == 1 && stands.equals(List.of(expected)) && record.equals(holder)) {
      once++;
    } else {
      wrong++;
      System.out.printf("WRONG (%s): done by %s; claims made %s, there now %s; the record holds %s%n", kind.what,
          did[0] ? did[1] ? "both" : kind.left : did[1] ? kind.right : "nobody", claims, stands, record);
    }
  }

  /** How many of two writes without a claim took effect. */
  private long unclaimed() {
    cloudflare.edit(Pair.RECORD, "CNAME", Pair.FIRST);
    long begun = System.nanoTime();
    together("PATCH", Pair.SECOND, THIRD, false);
    return cloudflare.writes(Pair.RECORD).stream()
        .filter(write -> write.by() == RecordWrite.By.API && write.nanos() > begun).count();
  }

  private boolean[] together(String method, String leftHolder, String rightHolder, boolean claim) {
    Action.WriteRecord ofLeft = write(left.read(), leftHolder, claim);
    Action.WriteRecord ofRight = write(right.read(), rightHolder, claim);
    cloudflare.faults().clear();
    cloudflare.faults().on(method, "/dns_records/").times(2, SandboxFault.together(2));
    var other = CompletableFuture.supplyAsync(() -> right.write(ofRight));
    return new boolean[] {left.write(ofLeft), other.join()};
  }

  static Action.WriteRecord write(RecordSnapshot snapshot, String holder, boolean claim) {
    return new Action.WriteRecord(1, snapshot, holder, claim ? new Claim(EPOCH + 1, holder, Duration.ofSeconds(60)) : null);
  }

  private void print(int runs, int both, int bare) {
    for (Kind kind : Kind.values()) {
      System.out.printf("%-44s the one %d times, the other %d times%n", kind.what, kind.won[0], kind.won[1]);
    }
    System.out.printf("exactly one effective claim: %d of %d races; baseline, no claim: both writes took effect in %d of %d%n",
        once, runs, both, bare);
  }
}
