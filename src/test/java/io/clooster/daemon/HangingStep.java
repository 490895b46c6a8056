// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.concurrent.CountDownLatch;

/** A user's step that hangs, whoever interrupts it, until a test lets it end. */
public final class HangingStep {
  static final CountDownLatch BEGUN = new CountDownLatch(1);
  static final CountDownLatch END = new CountDownLatch(1);

  /** Called by a route. */
  public void hang() {
    BEGUN.countDown();
    while (END.getCount() > 0) {
      try {
        END.await();
      } catch (InterruptedException e) {
        // That is what it is for.
      }
    }
  }
}
