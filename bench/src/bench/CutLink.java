// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.RecordWrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Cuts the link of a pair, and nothing else: both servers live and reach the API. At a random
 * moment, silently or with a reset, while the one or the other holds the record. Default periods.
 * Nothing must move, not after the cut has healed either. The baseline, in the same run: the same
 * cuts with {@code "claim": false}, which do move the record.
 */
public final class CutLink {
  /**
   * A claim that is not renewed after the first time is one after 10 s and the window of 2 s: long
   * enough for that to be seen.
   */
  private static final long CUT_SECONDS = 20;

  /** One in so many is a run without the claim. */
  private static final int BASELINE = 5;

  /**
   * Where each finds the other one: whoever misses it tries to connect. Each pair has a port of its
   * own.
   */
  private static final String TO_FIRST = "127.0.0.3";

  private static final String TO_SECOND = "127.0.0.4";

  /** So long after the cut has healed nothing may happen either; milliseconds. */
  private static final long AFTERWARDS = 3000;

  /** What came of one cut; times from the cut, -1 for never. */
  private record Seen(
      String how,
      boolean silent,
      boolean claim,
      long moves,
      long renewed,
      long told,
      String logs) {}

  private CutLink() {}

  public static void main(String[] args) throws Exception {
    int runs = new Arguments(2, args).number(0, 50);
    int beside = Math.max(1, Runtime.getRuntime().availableProcessors());
    System.out.printf(
        "Only the link is cut, for %d s, then it heals; default periods, %d pairs at a time.%n",
        CUT_SECONDS, beside);
    List<Callable<Seen>> work = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      work.add(() -> run(true));
      if (run % BASELINE == 1) {
        work.add(() -> run(false));
      }
    }
    List<Seen> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(beside);
    try {
      CompletionService<Seen> results = new ExecutorCompletionService<>(threads);
      work.forEach(results::submit);
      while (all.size() < work.size()) {
        all.add(results.take().get());
        System.err.printf(
            "run %d of %d: %s%n", all.size(), work.size(), all.get(all.size() - 1).how);
      }
    } finally {
      threads.shutdownNow();
    }
    if (!told(all)) {
      System.exit(1);
    }
  }

  private static Seen run(boolean claim) throws IOException, InterruptedException {
    ThreadLocalRandom dice = ThreadLocalRandom.current();
    boolean silent = dice.nextBoolean();
    boolean first = dice.nextBoolean();
    try (Pair pair = claim ? new Pair(2) : new Pair(2).withoutClaim();
        Cable toFirst = new Cable(TO_FIRST, Pair.ADDRESS1, pair.port);
        Cable toSecond = new Cable(TO_SECOND, Pair.ADDRESS2, pair.port)) {
      if (!first) {
        pair.secondHolds();
      }
      pair.seenAt(TO_FIRST, TO_SECOND).startFirst();
      pair.startSecond();
      pair.awaitLinked();
      Thread.sleep(dice.nextLong(2000, 4000));
      String follower = first ? "srv2" : "srv1";
      long ups = ups(pair);
      long cut = System.nanoTime();
      if (silent) {
        toFirst.silence();
        toSecond.silence();
      } else {
        toFirst.reset();
        toSecond.reset();
      }
      long told = -1;
      while (System.nanoTime() - cut < TimeUnit.SECONDS.toNanos(CUT_SECONDS)) {
        if (told < 0 && pair.log(follower).contains("state=partitioned")) {
          told = System.nanoTime() - cut;
        }
        Thread.sleep(10);
      }
      toFirst.heal();
      toSecond.heal();
      Pair.await(() -> ups(pair) >= ups + 2);
      Thread.sleep(AFTERWARDS);
      if (!pair.first.isAlive() || !pair.second.isAlive()) {
        throw new IllegalStateException(
            "a server has ended\n" + pair.log("srv1") + "\n" + pair.log("srv2"));
      }
      String how =
          "%s, %s server holds, %s"
              .formatted(
                  silent ? "silent" : "reset",
                  first ? "the accepting" : "the connecting",
                  claim ? "claim" : "no claim");
      return new Seen(
          how,
          silent,
          claim,
          moves(pair),
          renewed(pair, cut),
          told,
          "--- srv1\n" + pair.log("srv1") + "--- srv2\n" + pair.log("srv2"));
    }
  }

  private static long ups(Pair pair) {
    return Stream.of("srv1", "srv2")
        .flatMap(server -> pair.log(server).lines())
        .filter(line -> line.contains("state=up"))
        .count();
  }

  private static long moves(Pair pair) {
    return pair.sandbox.cloudflare().writes(Pair.RECORD).stream()
        .filter(
            write -> write.by() == RecordWrite.By.API && !write.before().equals(write.content()))
        .count();
  }

  private static long renewed(Pair pair, long cut) {
    String holder = pair.sandbox.cloudflare().content(Pair.RECORD, "CNAME");
    return pair.sandbox.cloudflare().claims(Pair.RECORD).stream()
        .filter(claim -> claim.nanos() > cut && claim.holder().equals(holder))
        .mapToLong(claim -> claim.nanos() - cut)
        .findFirst()
        .orElse(-1);
  }

  private static boolean told(List<Seen> all) {
    List<Seen> claimed = all.stream().filter(Seen::claim).toList();
    List<Seen> bare = all.stream().filter(seen -> !seen.claim).toList();
    print("silent cut", claimed.stream().filter(Seen::silent).toList());
    print("reset", claimed.stream().filter(seen -> !seen.silent).toList());
    List<Seen> wrong =
        claimed.stream()
            .filter(seen -> seen.moves != 0 || seen.renewed < 0 || seen.told < 0)
            .toList();
    wrong.forEach(
        seen ->
            System.out.printf(
                "WRONG (%s): %d moves, renewed after %d ns, told after %d ns%n%s",
                seen.how, seen.moves, seen.renewed, seen.told, seen.logs));
    System.out.printf(
        "moves of the record: %d in %d cuts; baseline, \"claim\": false: %d in %d%n",
        moves(claimed), claimed.size(), moves(bare), bare.size());
    System.out.printf(
        "goal: 0 moves, and each cut is told as one: %s%n", wrong.isEmpty() ? "met" : "missed");
    return wrong.isEmpty();
  }

  private static void print(String how, List<Seen> all) {
    if (all.isEmpty()) {
      return;
    }
    Figures renewed = new Figures();
    Figures told = new Figures();
    all.stream().filter(seen -> seen.renewed >= 0).forEach(seen -> renewed.add(seen.renewed));
    all.stream().filter(seen -> seen.told >= 0).forEach(seen -> told.add(seen.told));
    renewed.print(how + " -> the holder's first renewal");
    told.print(how + " -> the other one says it lives");
  }

  private static long moves(List<Seen> all) {
    return all.stream().mapToLong(Seen::moves).sum();
  }
}
