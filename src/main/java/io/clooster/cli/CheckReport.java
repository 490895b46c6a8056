// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints what {@code clooster check} finds: what is well to standard output, the rest to standard
 * error; and counts, for a verdict in one line.
 */
final class CheckReport {
  private int errors;
  private int warnings;

  void good(String text) {
    System.out.println(text);
  }

  void error(Object problem) {
    errors++;
    System.err.println(problem);
  }

  void warning(Object problem) {
    warnings++;
    System.err.println("warning: " + problem);
  }

  /** What could not be looked at because of an error; it counts as none. */
  void skipped(String what) {
    System.err.println("not looked at: " + what + "; mend the above first");
  }

  /** Either that something is well, or each of the problems. */
  void of(String good, List<?> problems) {
    if (problems.isEmpty()) {
      good(good);
    }
    problems.forEach(this::error);
  }

  void warnings(List<?> problems) {
    problems.forEach(this::warning);
  }

  /** How many of each there were, as the last line, and the exit status that follows. */
  int end() {
    List<String> counts = new ArrayList<>();
    count(counts, errors, "error");
    count(counts, warnings, "warning");
    if (!counts.isEmpty()) {
      System.err.println(String.join(", ", counts));
    }
    return errors == 0 ? ExitStatus.OK : ExitStatus.CONFIG;
  }

  private static void count(List<String> counts, int count, String what) {
    if (count > 0) {
      counts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }
}
