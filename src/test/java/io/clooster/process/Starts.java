// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How many servers may start at a time. A start keeps a processor busy for seconds: where ten do so
 * at once, those that run already are missed by each other. Only a server's first start waits for
 * its turn; how soon one is back may be what a test is about.
 */
final class Starts {
  private static final int MOST = 2;

  /** A server that is not there by then waits for something else than a processor. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final long LOOK_MILLIS = 200;

  private static final Object LOCK = new Object();
  private static int underWay;

  private Starts() {}

  /** A server starts: its {@code first} time once few others do. */
  static void begin(boolean first) {
    synchronized (LOCK) {
      while (first && underWay >= MOST) {
        try {
          LOCK.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      underWay++;
    }
  }

  /** That start lets the next one begin as soon as it is {@code over}. */
  static void endWhen(BooleanSupplier over) {
    var began = System.nanoTime();
    var watch =
        new Thread(
            () -> {
              try {
                while (!over.getAsBoolean() && System.nanoTime() - began < LONGEST_NANOS) {
                  Thread.sleep(LOOK_MILLIS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                end();
              }
            },
            "start of a server");
    watch.setDaemon(true);
    watch.start();
  }

  private static void end() {
    synchronized (LOCK) {
      underWay--;
      LOCK.notifyAll();
    }
  }
}
