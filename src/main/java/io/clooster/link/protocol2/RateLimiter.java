// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.util.concurrent.TimeUnit;

/**
 * How much a connection may send: little before it has proved itself, then a good deal in each
 * second. A frame counts as its bytes and {@link #PER_FRAME} more, for the work that it makes.
 */
final class RateLimiter {
  static final int PER_FRAME = 512;

  /** In all, before the proof. */
  static final int UNPROVEN = 128 * 1024;

  /** In a second, after it. */
  static final int PROVEN = 512 * 1024;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private int used;
  private boolean proven;
  private long begun;

  /** Counts one frame; false when it is one too many. */
  boolean covers(FrameReceived frame, long nanos) {
    if (proven && nanos - begun >= SECOND) {
      begun = nanos;
      used = 0;
    }
    used += frame.bytes() + PER_FRAME;
    return used <= (proven ? PROVEN : UNPROVEN);
  }

  /** The connection has proved itself. */
  void proven(long nanos) {
    proven = true;
    begun = nanos;
    used = 0;
  }
}
