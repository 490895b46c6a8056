// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.SplittableRandom;

/**
 * The network from one server to another one: how long it takes, and whether it passes anything.
 */
final class Path {
  private final SplittableRandom dice;
  private final long base;
  private long jitter;
  private int stalls;
  private long stall;
  private int cuts;
  private int rejects;

  Path(SplittableRandom dice) {
    this.dice = dice;
    this.base = dice.nextLong(Clock.MILLI / 10, 20 * Clock.MILLI);
  }

  void cut() {
    cuts++;
  }

  void mend() {
    cuts--;
  }

  /** A firewall answers in the place of the server that nobody listens there. */
  void reject() {
    rejects++;
  }

  void allow() {
    rejects--;
  }

  /** Each packet takes up to {@code most} nanoseconds longer. */
  void jitter(long most) {
    jitter = most;
  }

  /** Of 1000 packets so many are lost, and sent again after {@code nanos}. */
  void loss(int packets, long nanos) {
    stalls = packets;
    stall = nanos;
  }

  boolean passes() {
    return cuts == 0;
  }

  boolean rejects() {
    return rejects > 0;
  }

  /** How long the next packet takes. */
  long delay() {
    long delay = base + (jitter == 0 ? 0 : dice.nextLong(jitter));
    while (stalls > 0 && dice.nextInt(1000) < stalls) {
      delay += stall;
    }
    return delay;
  }
}
