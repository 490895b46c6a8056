// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says in a line what records hold that do not all point at one server. */
final class Disagreement {
  /** So many records are named one by one. */
  private static final int NAMED = 5;

  private Disagreement() {}

  /**
   * All of few records; of many those that differ from most of them: {@code "shop.example.com A
   * 192.0.2.9, 199 others at srv1.example.com"}.
   *
   * @param server the server that a record points at
   */
  static String of(List<FoundRecord> records, Function<FoundRecord, Optional<String>> server) {
    if (records.size() <= NAMED) {
      return joined(records);
    }
    Map<String, Integer> at = new LinkedHashMap<>();
    for (FoundRecord record : records) {
      server.apply(record).ifPresent(name -> at.merge(name, 1, Integer::sum));
    }
    Optional<String> most =
        at.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    List<FoundRecord> others =
        records.stream()
            .filter(record -> most.isEmpty() || !server.apply(record).equals(most))
            .toList();
    int unnamed = Math.max(0, others.size() - NAMED);
    int agreeing = records.size() - others.size();
    return joined(others.subList(0, others.size() - unnamed))
        + (unnamed == 0 ? "" : ", " + unnamed + " more elsewhere")
        + most.map(name -> ", " + agreeing + " others at " + name).orElse("");
  }

  private static String joined(List<FoundRecord> records) {
    return String.join(", ", records.stream().map(FoundRecord::toString).toList());
  }
}
