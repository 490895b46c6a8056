// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One setting of Camel's that the user has made.
 *
 * @param key as Camel calls it, {@code camel.main.shutdown-timeout}
 * @param value never shown: it may be a password
 * @param source the file, or the environment variable
 * @param line its line in the file; 0 for a variable
 */
record UserSetting(String key, String value, String source, int line) {
  private static final Pattern SECRET =
      Pattern.compile("passw|passphrase|secret|token|credential|(api|access|private)key|jaas");

  /** What is wrong with it, in words that lead to the place where it stands. */
  Problem problem(String what, String remedy) {
    return new Problem(source, line, line == 0 ? "" : Quoting.plain(key), what, remedy);
  }

  /** True for a value that nobody shall read in a log. */
  boolean isSecret() {
    return SECRET.matcher(folded(key)).find();
  }

  /** Camel takes a key with dots, hyphens or capitals for the same. */
  static String folded(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[-._]", "");
  }
}
