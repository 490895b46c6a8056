// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens when so many wait before it, lets them go in the same instant, and closes again. */
final class Gate {
  private final CyclicBarrier barrier;
  private final Duration patience;

  Gate(int count, Duration patience) {
    this.barrier = new CyclicBarrier(count);
    this.patience = patience;
  }

  /**
   * Waits for the others.
   *
   * @throws IOException when they don't come in time; then nobody passes any more
   */
  void pass() throws IOException {
    try {
      barrier.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | BrokenBarrierException e) {
      throw new IOException("the other calls to go together with did not come", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for other calls");
    }
  }
}
