// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** A rule was broken. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /** {@code rule} names the rule, the text says how it was broken. */
  Violation(String rule, String text) {
    super(rule + ": " + text);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
