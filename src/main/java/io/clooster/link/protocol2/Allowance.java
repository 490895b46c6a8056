// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/**
 * How much a connection may send: little before it has proved itself, then a good deal in each
 * second. A frame counts as its bytes and {@link #PER_FRAME} more, for the work that it makes.
 */
final class Allowance {
  static final int PER_FRAME = 512;

  /** In all, before the proof. */
  static final int UNPROVEN = 128 * 1024;

  /** In a second, after it. */
  static final int PROVEN = 512 * 1024;

  private int used;
  private boolean proven;

  /** Counts one frame; false when it is one too many. */
  boolean covers(Arrival frame) {
    used += frame.bytes() + PER_FRAME;
    return used <= (proven ? PROVEN : UNPROVEN);
  }

  /** True when counting has begun since the last time that a second began. */
  boolean counting() {
    return used > 0;
  }

  /** The connection has proved itself. */
  void proven() {
    proven = true;
    used = 0;
  }

  /** Another second begins; changes nothing before the proof. */
  void refill() {
    if (proven) {
      used = 0;
    }
  }
}
