// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several values behind one option, with blanks between them: each one but the first is lost. */
final class SplitValues {
  private static final Set<String> OPTIONS = Set.of("--server", "--record");

  private SplitValues() {}

  /** How {@code word}, one of {@code args}, has to be written; null where it is none of those. */
  static @Nullable String advice(List<String> args, String word) {
    int last = args.lastIndexOf(word);
    int first = last;
    while (first > 0 && !args.get(first).startsWith("-")) {
      first--;
    }
    if (last - first < 2 || !OPTIONS.contains(args.get(first))) {
      return null;
    }
    return "write "
        + args.get(first)
        + " "
        + String.join(",", args.subList(first + 1, last + 1))
        + ", or the option once for each";
  }
}
