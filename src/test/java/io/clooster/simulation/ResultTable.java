// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The result of a campaign, for reading. */
final class ResultTable {
  private static final int COLUMNS = 3;

  private final Planner planner;
  private final Summary summary;
  private final StringBuilder text = new StringBuilder();

  ResultTable(Planner planner, Summary summary) {
    this.planner = planner;
    this.summary = summary;
  }

  String text() {
    outcome();
    Map<String, Integer> faults = new TreeMap<>();
    planner.kinds().forEach(kind -> faults.put(kind.word(), summary.with(kind)));
    columns("runs with each fault", faults);
    pairs();
    Map<String, Integer> decisions = new TreeMap<>();
    DecisionNames.KNOWN.get(planner.scheme()).forEach(known -> decisions.put(known, 0));
    decisions.putAll(summary.decisions());
    columns("runs with each decision", decisions);
    return text.toString();
  }

  private void outcome() {
    List<Long> settled = summary.settled();
    line(
        "%d runs, %.0f hours simulated, %d changes of the record",
        summary.runs(), summary.simulated() / 3.6e12, summary.changes());
    if (!settled.isEmpty()) {
      line(
          "all well after the last fault: median %.0f s, 99 %% within %.0f s, longest %.0f s",
          seconds(settled, 0.5), seconds(settled, 0.99), seconds(settled, 1));
    }
    line("rules broken: %s", summary.broken().isEmpty() ? "none" : "");
    summary
        .broken()
        .forEach(
            (rule, seeds) ->
                line("  %s: %d runs, seeds %s …", rule, summary.brokenTimes(rule), seeds));
  }

  private void pairs() {
    List<SimulatedFault.Kind> kinds = planner.kinds();
    List<String> gaps = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    int pairs = 0;
    for (int i = 0; i < kinds.size(); i++) {
      for (int j = 0; j < i; j++) {
        int runs = summary.with(kinds.get(i), kinds.get(j));
        pairs++;
        least = Math.min(least, runs);
        if (runs == 0) {
          gaps.add(kinds.get(j).word() + " with " + kinds.get(i).word());
        }
      }
    }
    if (pairs > 0) {
      line("%d pairs of faults, each in %d runs at least", pairs, least);
      gaps.forEach(gap -> line("  GAP: %s", gap));
    }
  }

  private void columns(String title, Map<String, Integer> counts) {
    line("%s:", title);
    StringBuilder row = new StringBuilder();
    int column = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String count = entry.getValue() == 0 ? "GAP" : entry.getValue().toString();
      row.append(String.format("  %-26s %8s", entry.getKey(), count));
      column = (column + 1) % COLUMNS;
      if (column == 0) {
        line("%s", row);
        row.setLength(0);
      }
    }
    if (row.length() > 0) {
      line("%s", row);
    }
  }

  private static double seconds(List<Long> sorted, double share) {
    return sorted.get((int) ((sorted.size() - 1) * share)) / 1e9;
  }

  @FormatMethod
  private void line(String format, Object... values) {
    text.append(String.format(format, values)).append('\n');
  }
}
