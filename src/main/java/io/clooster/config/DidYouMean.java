// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * The candidate that the word is most likely a misspelling of: at most two slips away (one, for
   * words of up to four letters), where case, {@code -} and {@code _} don't count.
   */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    String asked = folded(word);
    int allowed = asked.length() <= 4 ? 1 : 2;
    return candidates.stream()
        .filter(c -> Math.abs(folded(c).length() - asked.length()) <= allowed)
        .filter(c -> slips(asked, folded(c)) <= allowed)
        .min(Comparator.comparingInt(c -> slips(asked, folded(c))));
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Letters to insert, drop, change or swap with their neighbour (optimal string alignment). */
  private static int slips(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
