// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

/**
 * What a check found.
 *
 * @param level how much it matters
 * @param text one line; of what is not good, with what to do
 */
public record Finding(Level level, String text) {

  /** How much a finding matters. */
  public enum Level {
    GOOD,
    /** Clooster does its work, and somebody should look all the same. */
    WARNING,
    /** Clooster can't do its work like this. */
    ERROR
  }

  static Finding good(String text) {
    return new Finding(Level.GOOD, text);
  }

  static Finding warning(String text) {
    return new Finding(Level.WARNING, text);
  }

  static Finding error(String text) {
    return new Finding(Level.ERROR, text);
  }
}
