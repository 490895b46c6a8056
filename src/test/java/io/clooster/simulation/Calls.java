// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayDeque;
import java.util.Queue;

/** Calls of one kind to the DNS API: four at a time, as the routes have it; the rest wait. */
final class Calls {
  private static final int AT_A_TIME = 4;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int under;

  void add(Runnable call) {
    waiting.add(call);
    next();
  }

  void over() {
    under--;
    next();
  }

  private void next() {
    while (under < AT_A_TIME && !waiting.isEmpty()) {
      under++;
      waiting.remove().run();
    }
  }
}
