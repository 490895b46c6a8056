// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a series of runs tried, and what came of it. */
final class Summary {
  private static final int SEEDS_KEPT = 20;

  private final Map<SimulatedFault.Kind, Integer> faults = new EnumMap<>(SimulatedFault.Kind.class);
  private final Map<SimulatedFault.Kind, Map<SimulatedFault.Kind, Integer>> pairs =
      new EnumMap<>(SimulatedFault.Kind.class);
  private final Map<String, Integer> decisions = new TreeMap<>();
  private final Set<Class<?>> events = new HashSet<>();
  private final Map<String, List<Long>> broken = new TreeMap<>();
  private final Map<String, Integer> brokenTimes = new HashMap<>();
  private final List<Long> settled = new ArrayList<>();
  private long runs;
  private long changes;
  private long simulated;

  void add(SimulationRun.Outcome outcome) {
    runs++;
    changes += outcome.changes();
    simulated += outcome.simulated();
    Set<SimulatedFault.Kind> kinds = outcome.plan().kinds();
    for (SimulatedFault.Kind kind : kinds) {
      faults.merge(kind, 1, Integer::sum);
      for (SimulatedFault.Kind other : kinds) {
        if (kind.compareTo(other) < 0) {
          pairs
              .computeIfAbsent(kind, first -> new EnumMap<>(SimulatedFault.Kind.class))
              .merge(other, 1, Integer::sum);
        }
      }
    }
    outcome.tally().decisions().forEach(decision -> decisions.merge(decision, 1, Integer::sum));
    events.addAll(outcome.tally().events());
    Violation violation = outcome.violation();
    if (violation == null) {
      settled.add(outcome.settled());
    } else {
      brokenTimes.merge(violation.rule(), 1, Integer::sum);
      keep(violation.rule(), outcome.plan().seed());
    }
  }

  /** The smallest seeds are kept: they are the same whatever the order of the runs. */
  private void keep(String rule, long seed) {
    List<Long> seeds = broken.computeIfAbsent(rule, key -> new ArrayList<>());
    seeds.add(seed);
    seeds.sort(null);
    if (seeds.size() > SEEDS_KEPT) {
      seeds.remove(SEEDS_KEPT);
    }
  }

  void add(Summary other) {
    runs += other.runs;
    changes += other.changes;
    simulated += other.simulated;
    other.faults.forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
    other.pairs.forEach(
        (kind, row) ->
            row.forEach(
                (second, count) ->
                    pairs
                        .computeIfAbsent(kind, first -> new EnumMap<>(SimulatedFault.Kind.class))
                        .merge(second, count, Integer::sum)));
    other.decisions.forEach((decision, count) -> decisions.merge(decision, count, Integer::sum));
    events.addAll(other.events);
    settled.addAll(other.settled);
    other.brokenTimes.forEach((rule, count) -> brokenTimes.merge(rule, count, Integer::sum));
    other.broken.forEach((rule, seeds) -> seeds.forEach(seed -> keep(rule, seed)));
  }

  long runs() {
    return runs;
  }

  /** How often the record changed. */
  long changes() {
    return changes;
  }

  /** Nanoseconds of the simulated world. */
  long simulated() {
    return simulated;
  }

  /** In how many runs there was this fault. */
  int with(SimulatedFault.Kind kind) {
    return faults.getOrDefault(kind, 0);
  }

  /** In how many runs there were both. */
  int with(SimulatedFault.Kind one, SimulatedFault.Kind other) {
    boolean inOrder = one.compareTo(other) < 0;
    Map<SimulatedFault.Kind, Integer> row = pairs.getOrDefault(inOrder ? one : other, Map.of());
    return row.getOrDefault(inOrder ? other : one, 0);
  }

  /** In how many runs each decision was taken. */
  Map<String, Integer> decisions() {
    return decisions;
  }

  /** The kinds of events that the decision was fed with. */
  Set<Class<?>> events() {
    return events;
  }

  /** The rules that were broken, with the first seeds that do it. */
  Map<String, List<Long>> broken() {
    return broken;
  }

  int brokenTimes(String rule) {
    return brokenTimes.getOrDefault(rule, 0);
  }

  /** How long it took after the last fault until all was well, in nanoseconds, in order. */
  List<Long> settled() {
    return settled.stream().sorted().toList();
  }
}
