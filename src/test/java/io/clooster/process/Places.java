// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import java.util.concurrent.Semaphore;

/**
 * How many servers all tests together may run at once. A test takes a place for each of its servers
 * before it starts the first one, waits for its turn where they are taken, and gives them back when
 * all have ended.
 */
public final class Places {
  /** More processes at once are so slow on a small machine that healthy ones look dead. */
  private static final Semaphore FREE = new Semaphore(8, true);

  private Places() {}

  /** Waits until so many are free, in the order in which tests ask. */
  public static void take(int servers) {
    FREE.acquireUninterruptibly(servers);
  }

  /** They have ended. */
  public static void giveBack(int servers) {
    FREE.release(servers);
  }
}
