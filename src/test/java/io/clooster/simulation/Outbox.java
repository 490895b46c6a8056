// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The letters on a server's disk that are not delivered yet, oldest first; they outlive its
 * process.
 */
final class Outbox {
  private final Deque<Letter> letters = new ArrayDeque<>();

  void add(Letter letter) {
    letters.add(letter);
  }

  Deque<Letter> letters() {
    return letters;
  }
}
