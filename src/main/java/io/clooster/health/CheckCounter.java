// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

/**
 * How one check stands after the looks so far. {@code fall} failures in a row make it fail, {@code
 * rise} successes in a row make it well again. Before its first verdict one success makes it well:
 * a server that works when Clooster starts is not kept waiting.
 *
 * @param fall 1 or more
 * @param rise 1 or more
 * @param against how many looks in a row, until now, spoke against the verdict
 */
record CheckCounter(int fall, int rise, Verdict verdict, int against) {
  /** What is held of a check, or of all of them. */
  enum Verdict {
    /** Nothing yet: no success, and not enough failures. */
    UNKNOWN,
    WELL,
    FAILING
  }

  CheckCounter {
    if (fall < 1 || rise < 1) {
      throw new IllegalArgumentException(
          "fall and rise count looks, at least 1, not %d and %d".formatted(fall, rise));
    }
  }

  /** Before the first look. */
  static CheckCounter unknown(int fall, int rise) {
    return new CheckCounter(fall, rise, Verdict.UNKNOWN, 0);
  }

  /** After one look more. */
  CheckCounter after(boolean success) {
    if (success) {
      return verdict == Verdict.FAILING ? towards(Verdict.WELL, rise) : is(Verdict.WELL);
    }
    return verdict == Verdict.FAILING ? is(Verdict.FAILING) : towards(Verdict.FAILING, fall);
  }

  private CheckCounter towards(Verdict other, int needed) {
    return against + 1 < needed ? new CheckCounter(fall, rise, verdict, against + 1) : is(other);
  }

  private CheckCounter is(Verdict other) {
    return new CheckCounter(fall, rise, other, 0);
  }
}
