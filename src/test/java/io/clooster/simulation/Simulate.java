// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.RenewalPace;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command bench/simulate. */
@Command(
    name = "simulate",
    description = "Runs the decision on simulated servers on which everything goes wrong.",
    sortOptions = false)
final class Simulate implements Callable<Integer> {
  private static final int PROGRESS_EVERY_MILLIS = 1000;

  @Option(names = "--runs", defaultValue = "10000", description = "how many (${DEFAULT-VALUE})")
  private long runs;

  @Option(names = "--seed", defaultValue = "1", description = "the first one (${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--servers", defaultValue = "2", description = "2 to 9 (${DEFAULT-VALUE})")
  private int servers;

  @Option(names = "--protocol", description = "1 or 2 (2; of the original's pair: 1)")
  private int protocol = 2;

  @Option(names = "--no-claim", description = "nothing beside the record says who may move it")
  private boolean noClaim;

  @Option(
      names = "--last-look",
      description = "the provider only looks before it writes: what comes between is overwritten")
  private boolean lastLook;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULT",
      description = "these only; see --list-faults")
  private @Nullable List<String> faults;

  @Option(
      names = "--budget",
      paramLabel = "WRITES",
      description =
          "so many changes a day the provider bears, 50 or more; and in one of 20 runs a cut of a day")
  private int budget;

  @Option(
      names = "--operator",
      description = "operators drain servers, move the record, and hold it, beside the faults")
  private boolean operator;

  @Option(
      names = "--hooks",
      description = "programs of the user's own run, and before_active fails")
  private boolean hooks;

  @Option(
      names = "--observers",
      description = "servers are restarted to observe only, and to act again")
  private boolean observers;

  @Option(
      names = "--lists",
      description = "a server is added to the list or removed from it, by restarts of all others")
  private boolean lists;

  @Option(names = "--threads", description = "how many runs at a time (${DEFAULT-VALUE})")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--story", description = "tell the run of --seed, shrunk where it is broken")
  private boolean story;

  @Option(names = "--trace", description = "all that is wanted done in the run of --seed")
  private boolean trace;

  @Option(
      names = "--traces",
      paramLabel = "FILE",
      description = "record what is wanted done in --runs runs of each kind of set-up")
  private @Nullable Path traces;

  @Option(
      names = "--same-as",
      paramLabel = "FILE",
      description = "tell which of these runs differ from what was recorded")
  private @Nullable Path sameAs;

  @Option(names = "--broken-cores", description = "look for a seed that catches each broken core")
  private boolean brokenCores;

  @Option(names = "--list-faults", description = "name the faults")
  private boolean list;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  @SuppressWarnings("UnusedVariable") // Picocli looks at it.
  private boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Simulate()).execute(args));
  }

  @Override
  public Integer call() {
    check(servers >= 2 && servers <= 9, "--servers: 2 to 9");
    check(protocol == 1 || protocol == 2, "--protocol: 1 or 2");
    check(protocol == 2 || servers == 2, "--protocol 1 is for two servers");
    check(!lastLook || (protocol == 2 && !noClaim), "--last-look is for servers with the claim");
    check(budget == 0 || budget >= RenewalPace.LEAST_WRITES, "--budget: 50 or more");
    check(
        !lists || (scheme().fences() && servers > 2),
        "--lists is for three servers with the claim");
    check(budget == 0 || scheme().claims(), "--budget is for servers with the claim");
    if (traces != null) {
      Traces.record(traces, seed, runs);
      return 0;
    } else if (sameAs != null) {
      return Traces.compare(sameAs, seed, runs) == 0 ? 0 : 1;
    }
    Planner planner = new Planner(scheme(), servers, kinds(), budget);
    if (trace) {
      CoreFactory traced = new ActionTrace(System.out::print).of(CoreFactory.REAL);
      SimulationRun.of(planner.plan(seed), traced, StoryLog.none());
      return 0;
    } else if (list) {
      planner.kinds().forEach(kind -> System.out.println(kind.word()));
      return 0;
    } else if (story) {
      System.out.println(FoundStories.story(planner.plan(seed), CoreFactory.REAL));
      return 0;
    }
    return brokenCores ? hunt() : campaign(planner);
  }

  private Set<SimulatedFault.Kind> kinds() {
    if (faults == null) {
      Set<SimulatedFault.Kind> kinds = SimulatedFault.Kind.faults();
      if (operator) {
        kinds.addAll(SimulatedFault.Kind.operators());
      }
      if (hooks) {
        kinds.add(SimulatedFault.Kind.BEFORE_ACTIVE_FAILS);
      }
      if (observers) {
        kinds.add(SimulatedFault.Kind.OBSERVE);
      }
      if (lists) {
        kinds.add(SimulatedFault.Kind.NEW_LIST);
      }
      return kinds;
    }
    Set<String> wanted =
        faults.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Set<SimulatedFault.Kind> kinds = EnumSet.noneOf(SimulatedFault.Kind.class);
    for (SimulatedFault.Kind kind : SimulatedFault.Kind.values()) {
      if (wanted.remove(kind.word())) {
        kinds.add(kind);
      }
    }
    check(wanted.isEmpty(), "--faults: there is no " + wanted + "; see --list-faults");
    return kinds;
  }

  private OwnershipScheme scheme() {
    if (protocol == 1) {
      return OwnershipScheme.ORIGINAL;
    }
    if (noClaim) {
      return OwnershipScheme.RECORD;
    }
    return lastLook ? OwnershipScheme.WITNESS : OwnershipScheme.CLAIM;
  }

  private int campaign(Planner planner) {
    long begun = System.nanoTime();
    Progress progress = new Progress(runs, PROGRESS_EVERY_MILLIS);
    Summary summary =
        new Campaign(planner, CoreFactory.REAL, threads).run(seed, runs, progress::done);
    progress.over();
    System.out.printf(
        "%s, %d servers, seeds %d to %d, %d ms%n",
        scheme().words(),
        servers,
        seed,
        seed + runs - 1,
        (System.nanoTime() - begun) / Clock.MILLI);
    System.out.print(new ResultTable(planner, summary).text());
    summary
        .broken()
        .forEach(
            (rule, seeds) ->
                System.out.println(
                    System.lineSeparator()
                        + FoundStories.story(planner.plan(seeds.get(0)), CoreFactory.REAL)));
    return summary.broken().isEmpty() ? 0 : 1;
  }

  private int hunt() {
    boolean all = true;
    for (BrokenCore broken : BrokenCore.values()) {
      SimulationRun.Outcome caught = SeedSearch.of(broken, seed, (int) runs);
      all &= caught != null;
      String how =
          caught == null || caught.violation() == null
              ? "NOT CAUGHT"
              : "seed " + caught.plan().seed() + ": " + caught.violation().getMessage();
      System.out.printf("%-42s %s%n", broken.word(), how);
    }
    return all ? 0 : 1;
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      throw new CommandLine.ParameterException(new CommandLine(this), otherwise);
    }
  }
}
