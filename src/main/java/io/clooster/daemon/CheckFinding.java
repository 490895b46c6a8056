// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

/**
 * What a check found.
 *
 * @param level how much it matters
 * @param text one line; of what is not good, with what to do
 */
public record CheckFinding(Level level, String text) {

  /** How much a finding matters. */
  public enum Level {
    GOOD,
    /** Clooster does its work, and somebody should look all the same. */
    WARNING,
    /** Clooster can't do its work like this. */
    ERROR
  }

  static CheckFinding good(String text) {
    return new CheckFinding(Level.GOOD, text);
  }

  static CheckFinding warning(String text) {
    return new CheckFinding(Level.WARNING, text);
  }

  static CheckFinding error(String text) {
    return new CheckFinding(Level.ERROR, text);
  }
}
