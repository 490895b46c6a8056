// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import java.io.IOException;
import java.util.List;

/**
 * Many records and their claim, moved by one failover, {@code link.confirm} 0: the time from the
 * crash until the batch took effect, and the calls it took. The baseline, in the same run: a bare
 * client that reads the same zone page by page and sends one batch of the same changes.
 */
public final class ManyRecords {
  /** Cloudflare's free plan takes 200 changes in a batch, and the claim is two of them. */
  private static final int MOST = 198;

  private ManyRecords() {}

  public static void main(String[] args) throws Exception {
    List<Integer> counts = new Arguments(2, args).numbers(1, 10, 100, MOST);
    System.out.printf("Crash to effect, link.confirm 0. The claim takes 2 of the 200 changes that Cloudflare's free plan allows in a%n"
        + "batch (the old one goes, the new one comes), so %d records are the most that move in one. Up to 100 they are%n"
        + "CNAMEs; above, as a config takes 100 names, an A and an AAAA of each name.%n", MOST);
    if (counts.stream().anyMatch(count -> count < 1 || count > MOST)) {
      System.err.printf("1 to %d records, please%n", MOST);
      System.exit(2);
    }
    System.out.println("records   crash -> effect   reads  writes   changes in the batch   baseline: bare reads and batch   ratio");
    // Else the baseline's first line would show how long its own classes take to load.
    baseline(1);
    boolean well = true;
    for (int count : counts) {
      well &= run(count);
    }
    System.out.printf("goal: one batch moves all records and the claim: %s%n", well ? "met" : "missed");
    if (!well) {
      System.exit(1);
    }
  }

  private static boolean run(int count) throws IOException, InterruptedException {
    double bare = baseline(count);
    try (Pair pair = new Pair(2, "\"confirm\": 0").withRecords(count)) {
      CloudflareSandbox cloudflare = pair.sandbox.cloudflare();
      Process first = pair.startFirst();
      pair.startSecond();
      pair.awaitLinked();
      Thread.sleep(3000);
      long killed = System.nanoTime();
      first.destroyForcibly();
      Pair.await(() -> pair.write() != null && pair.write().effectNanos().isPresent());
      ApiCall write = pair.write();
      long effect = write.effectNanos().getAsLong();
      List<ApiCall> calls = pair.calls(killed, effect);
      long writes = calls.stream().filter(ApiCall::isWrite).count();
      // What it reads back afterwards, it finds right: nothing follows.
      Thread.sleep(2000);
      long all = pair.calls(killed, System.nanoTime()).stream().filter(ApiCall::isWrite).count();
      long moved = pair.pointingAt(2);
      String claim = cloudflare.claimsNow(Pair.RECORD).toString();
      double millis = (effect - killed) / 1e6;
      System.out.printf("%7d   %12.1f ms   %5d  %6d   %20d   %27.1f ms   %.1f x%n", count, millis,
          calls.size() - writes, writes, BareClient.changes(write.body()), bare, millis / bare);
      if (moved != count || all != 1 || !claim.contains("holder=" + Pair.SECOND)) {
        System.out.printf("WRONG: %d of %d records moved, by %d calls that change; the claim is %s%n%s%n", moved, count, all,
            claim, pair.log("srv2"));
        return false;
      }
      return true;
    }
  }

  private static double baseline(int count) throws IOException, InterruptedException {
    try (Pair pair = new Pair(2).withRecords(count)) {
      pair.sandbox.cloudflare().addRecord("_clooster." + Pair.RECORD, "TXT", "\"baseline, before\"");
      BareClient client = new BareClient(pair.api());
      long begun = System.nanoTime();
      client.batch(client.readZone(), "\"baseline, after\"");
      return (pair.write().effectNanos().getAsLong() - begun) / 1e6;
    }
  }
}
