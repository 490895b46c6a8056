// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.PriorityQueue;

/**
 * The one time line of a run, in nanoseconds from its start, and what is due on it. What is due at
 * the same time happens in the order in which it was planned.
 */
final class Clock {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;
  static final long MINUTE = 60 * SECOND;

  private record Due(long at, long order, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Due> dues = new PriorityQueue<>(256);
  private long now;
  private long order;

  long now() {
    return now;
  }

  void after(long delay, Runnable what) {
    dues.add(new Due(now + Math.max(0, delay), order++, what));
  }

  /** Time passes until {@code end}. */
  void run(long end) {
    for (Due due = dues.peek(); due != null && due.at() <= end; due = dues.peek()) {
      dues.remove();
      now = due.at();
      due.what().run();
    }
    now = Math.max(now, end);
  }
}
