// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/**
 * How much of what could be simulated without end this build has time for: {@code
 * clooster.simulation.percent}, all of it without that. A class that asks has the tag {@code
 * scaled}, by which {@code -Pfull} runs it again, with all.
 */
final class Scale {
  private static final int PERCENT = Integer.getInteger("clooster.simulation.percent", 100);

  private Scale() {}

  /** That part of {@code all}, and no fewer than {@code least}. */
  static int of(int all, int least) {
    return Math.max(least, all * PERCENT / 100);
  }
}
