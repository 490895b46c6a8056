// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The one time line of a run, in nanoseconds from its start, and what is due on it. What is due at
 * the same time happens in the order in which it was planned.
 */
final class Clock {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;
  static final long MINUTE = 60 * SECOND;

  /** What is due has a slot as long as it waits; so many bits of a {@link #numbers} name it. */
  private static final int SLOT_BITS = 20;

  private static final int SLOTS = 1 << SLOT_BITS;

  /** A binary heap, the next one first: when it is due. */
  private long[] ats = new long[64];

  /** Beside it the order in which it was planned, and its slot. */
  private long[] numbers = new long[64];

  private Runnable[] slots = new Runnable[64];

  /** The slots in use, and then those that are free. */
  private int[] free = IntStream.range(0, 64).toArray();

  private int size;
  private long now;
  private long order;

  long now() {
    return now;
  }

  void after(long delay, Runnable what) {
    if (size == slots.length) {
      grow();
    }
    int slot = free[size];
    slots[slot] = what;
    rise(now + Math.max(0, delay), (order++ << SLOT_BITS) | slot);
  }

  private void grow() {
    ats = Arrays.copyOf(ats, 2 * size);
    numbers = Arrays.copyOf(numbers, 2 * size);
    slots = Arrays.copyOf(slots, 2 * size);
    free = Arrays.copyOf(free, 2 * size);
    for (int i = size; i < free.length; i++) {
      free[i] = i;
    }
  }

  /** Time passes until {@code end}. */
  void run(long end) {
    while (size > 0 && ats[0] <= end) {
      now = ats[0];
      next().run();
    }
    now = Math.max(now, end);
  }

  /** From the last place up to where nothing above is due later. */
  private void rise(long at, long number) {
    int place = size++;
    while (place > 0) {
      int above = (place - 1) / 2;
      if (ats[above] <= at) {
        break; // Of two at the same time the one above was planned before.
      }
      ats[place] = ats[above];
      numbers[place] = numbers[above];
      place = above;
    }
    ats[place] = at;
    numbers[place] = number;
  }

  /** Takes out the first one; the last one sinks from its place to where it belongs. */
  private Runnable next() {
    int slot = (int) numbers[0] & (SLOTS - 1);
    int last = --size;
    free[last] = slot;
    sink(ats[last], numbers[last], last);
    return slots[slot];
  }

  private void sink(long at, long number, int last) {
    int place = 0;
    int below = 1;
    while (below < last) {
      if (below + 1 < last && isBefore(ats[below + 1], numbers[below + 1], below)) {
        below++;
      }
      if (isBefore(at, number, below)) {
        break;
      }
      ats[place] = ats[below];
      numbers[place] = numbers[below];
      place = below;
      below = 2 * place + 1;
    }
    ats[place] = at;
    numbers[place] = number;
  }

  private boolean isBefore(long at, long number, int place) {
    return at < ats[place] || (at == ats[place] && number < numbers[place]);
  }
}
