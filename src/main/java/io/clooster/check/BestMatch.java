// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what was meant. Where the schema allows one of several shapes, the validator complains of
 * each that doesn't fit, with up to 60 complaints about one slip. The shape that was meant is the
 * one that fits furthest into the file: only its complaints are kept.
 */
final class BestMatch {
  private BestMatch() {}

  /**
   * Complaints to be told as one: a single one, or several about the same place of which mending
   * one is enough.
   */
  record Finding(List<SchemaViolation> faults) {
    SchemaViolation first() {
      return faults.get(0);
    }
  }

  /** One of several shapes ({@code anyOf}, {@code oneOf}) on the way to a fault. */
  private record Choice(List<Object> schema, List<Object> place, int branch) {
    private static final int ITSELF = -1;
  }

  /** The complaints that matter. */
  static List<Finding> meant(Collection<SchemaViolation> faults) {
    return meant(faults, 0);
  }

  private static List<Finding> meant(Collection<SchemaViolation> faults, int level) {
    List<Finding> findings = new ArrayList<>();
    Map<List<Object>, List<SchemaViolation>> choices = new LinkedHashMap<>();
    for (SchemaViolation fault : faults) {
      Optional<Choice> choice = choice(fault, level);
      if (choice.isEmpty()) {
        findings.add(new Finding(List.of(fault)));
      } else {
        List<Object> key = List.of(choice.get().schema(), choice.get().place());
        choices.computeIfAbsent(key, k -> new ArrayList<>()).add(fault);
      }
    }
    choices.values().forEach(choice -> findings.addAll(bestBranch(choice, level)));
    return findings;
  }

  private static List<Finding> bestBranch(List<SchemaViolation> faults, int level) {
    List<SchemaViolation> itself = new ArrayList<>();
    Map<Integer, List<SchemaViolation>> branches = new LinkedHashMap<>();
    for (SchemaViolation fault : faults) {
      int branch = choice(fault, level).orElseThrow().branch();
      if (branch == Choice.ITSELF) {
        itself.add(fault);
      } else {
        branches.computeIfAbsent(branch, b -> new ArrayList<>()).add(fault);
      }
    }
    boolean severalFit = itself.stream().anyMatch(f -> !f.message().contains("but 0 are valid"));
    if (branches.isEmpty() || severalFit) {
      return List.of(new Finding(List.copyOf(itself)));
    }
    List<List<Finding>> results =
        branches.values().stream().map(branch -> meant(branch, level + 1)).toList();
    int deepest = results.stream().mapToInt(BestMatch::depth).max().orElse(0);
    List<List<Finding>> best =
        results.stream().filter(findings -> depth(findings) == deepest).toList();
    List<List<Finding>> rightKind =
        best.stream().filter(findings -> !isWrongKind(findings, deepest)).toList();
    return oneOf(rightKind.isEmpty() ? best : rightKind);
  }

  /** Tells equally good branches as one where that says it all, else picks the shortest. */
  private static List<Finding> oneOf(List<List<Finding>> branches) {
    for (String keyword : List.of("required", "type")) {
      if (branches.stream().allMatch(b -> b.size() == 1 && allAre(b.get(0), keyword))) {
        return List.of(
            new Finding(branches.stream().flatMap(b -> b.get(0).faults().stream()).toList()));
      }
    }
    return branches.stream().min((a, b) -> Integer.compare(a.size(), b.size())).orElseThrow();
  }

  private static boolean allAre(Finding finding, String keyword) {
    return finding.faults().stream().allMatch(fault -> fault.keyword().equals(keyword));
  }

  private static boolean isWrongKind(List<Finding> findings, int depth) {
    return findings.stream()
        .flatMap(finding -> finding.faults().stream())
        .anyMatch(
            fault ->
                fault.place().size() == depth
                    && (fault.keyword().equals("type") || fault.keyword().equals("not")));
  }

  private static int depth(List<Finding> findings) {
    return findings.stream()
        .flatMap(finding -> finding.faults().stream())
        .mapToInt(fault -> fault.place().size())
        .max()
        .orElse(0);
  }

  /** The fault's choice at that level of nesting, from the outside. */
  private static Optional<Choice> choice(SchemaViolation fault, int level) {
    List<Object> schema = fault.schema();
    int depth = 0;
    int found = 0;
    for (int i = 0; i < schema.size(); i++) {
      switch (String.valueOf(schema.get(i))) {
        case "properties" -> {
          depth++;
          i++;
        }
        case "items" -> depth++;
        case "anyOf", "oneOf" -> {
          if (found++ == level) {
            boolean itself = i + 1 == schema.size();
            int branch =
                itself ? Choice.ITSELF : Integer.parseInt(String.valueOf(schema.get(i + 1)));
            int place = Math.min(depth, fault.place().size());
            return Optional.of(
                new Choice(schema.subList(0, i), fault.place().subList(0, place), branch));
          }
          i++;
        }
        default -> {
          // Any other keyword stays where it is.
        }
      }
    }
    return Optional.empty();
  }
}
