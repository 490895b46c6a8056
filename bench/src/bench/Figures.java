// SPDX-License-Identifier: Apache-2.0
package bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured: minimum, median, maximum; times in milliseconds. */
final class Figures {
  private final List<Double> numbers = new ArrayList<>();

  void add(long nanos) {
    addNumber(nanos / 1e6);
  }

  /** In whatever unit. */
  void addNumber(double number) {
    numbers.add(number);
  }

  double median() {
    List<Double> sorted = new ArrayList<>(numbers);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double max() {
    return Collections.max(numbers);
  }

  void print(String what) {
    print(what, "ms");
  }

  /** The same in another unit. */
  void print(String what, String unit) {
    if (numbers.isEmpty()) {
      System.out.printf("%-44s never%n", what);
      return;
    }
    System.out.printf(
        "%-44s median %8.1f %s   min %8.1f   max %8.1f   (%d runs)%n",
        what, median(), unit, Collections.min(numbers), max(), numbers.size());
  }

  static void ratio(String what, double ours, double theirs) {
    System.out.printf("%-44s %.2f x%n", what, ours / theirs);
  }
}
