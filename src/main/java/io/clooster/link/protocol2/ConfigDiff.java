// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says where two lists that should be the same are not. */
final class ConfigDiff {
  private static final int SHOWN = 6;

  private ConfigDiff() {}

  /** Empty when they are the same. */
  static String between(String what, List<String> ours, List<String> theirs) {
    if (ours.equals(theirs)) {
      return "";
    }
    List<String> here = without(ours, theirs);
    List<String> there = without(theirs, ours);
    if (!here.isEmpty() || !there.isEmpty()) {
      return "%s only here: %s; only there: %s".formatted(what, shown(here), shown(there));
    }
    int place = 0;
    while (place < Math.min(ours.size(), theirs.size())
        && ours.get(place).equals(theirs.get(place))) {
      place++;
    }
    return "%s in another order from place %d on: here %s; there %s"
        .formatted(what, place + 1, shown(from(ours, place)), shown(from(theirs, place)));
  }

  private static List<String> without(List<String> all, List<String> others) {
    List<String> left = new ArrayList<>(all);
    left.removeAll(others);
    return left;
  }

  private static List<String> from(List<String> all, int place) {
    return all.subList(place, all.size());
  }

  private static String shown(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
  }
}
