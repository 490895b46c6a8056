// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import org.jspecify.annotations.Nullable;

/** Lets others end whatever a thread waits for, as long as it is at it, and not after. */
final class Interruptible implements AutoCloseable {
  private @Nullable Thread waiting = Thread.currentThread();

  /** The thread that waits is interrupted. */
  synchronized void end() {
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** By the thread that has waited: what ended it is forgotten. */
  @Override
  public synchronized void close() {
    waiting = null;
    boolean unused = Thread.interrupted();
  }
}
