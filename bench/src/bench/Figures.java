// SPDX-License-Identifier: Apache-2.0
package bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured times: minimum, median, maximum, in milliseconds. */
final class Figures {
  private final List<Double> millis = new ArrayList<>();

  void add(long nanos) {
    millis.add(nanos / 1e6);
  }

  double median() {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double max() {
    return Collections.max(millis);
  }

  void print(String what) {
    if (millis.isEmpty()) {
      System.out.printf("%-44s never%n", what);
      return;
    }
    System.out.printf(
        "%-44s median %8.1f ms   min %8.1f   max %8.1f   (%d runs)%n",
        what, median(), Collections.min(millis), max(), millis.size());
  }

  static void ratio(String what, double ours, double theirs) {
    System.out.printf("%-44s %.1f x%n", what, ours / theirs);
  }
}
