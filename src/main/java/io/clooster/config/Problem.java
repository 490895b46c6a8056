// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a file of the user's, and what to write instead. Never holds a
 * secret.
 *
 * @param file the file as the user named it
 * @param line line in it, from 1; 0 where no line can be named
 * @param key dotted name of the key, or the place in a route; empty where the whole file is meant
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record Problem(String file, int line, String key, String what, String remedy) {
  /** By file, then from top to bottom. */
  public static final Comparator<Problem> IN_FILE_ORDER =
      Comparator.comparing(Problem::file).thenComparingInt(Problem::line);

  /** As one line: {@code file:line: key: what; remedy}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    text.append(what);
    if (!remedy.isEmpty()) {
      text.append("; ").append(remedy);
    }
    return text.toString();
  }
}
