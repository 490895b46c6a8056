// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How many servers may start at a time. A start keeps a processor busy for seconds: where ten do so
 * at once, those that run already are missed by each other. Only the first starts of a test wait
 * for their turn, all of them at once; how soon a server is back may be what a test is about.
 */
final class Starts {
  private static final int MOST = 2;

  /** A server that is not there by then waits for something else than a processor. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final long LOOK_MILLIS = 200;

  private static final Object LOCK = new Object();

  /** The threads of the tests to which the starts belong that are under way, one for each. */
  private static final List<Thread> UNDER_WAY = new ArrayList<>();

  private Starts() {}

  /** A server starts: its {@code first} time once few others do. */
  static void begin(boolean first) {
    synchronized (LOCK) {
      var test = Thread.currentThread();
      while (first && UNDER_WAY.size() >= MOST && !UNDER_WAY.contains(test)) {
        try {
          LOCK.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      UNDER_WAY.add(test);
    }
  }

  /** That start lets the next one begin as soon as it is {@code over}. */
  static void endWhen(BooleanSupplier over) {
    var began = System.nanoTime();
    var test = Thread.currentThread();
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
                end(test);
              }
            },
            "start of a server");
    watch.setDaemon(true);
    watch.start();
  }

  private static void end(Thread test) {
    synchronized (LOCK) {
      UNDER_WAY.remove(test);
      LOCK.notifyAll();
    }
  }
}
