// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.MainSupport;

/**
 * Notices that {@code run} of an application's Main has ended before the application was up: a
 * listener's {@code afterStart} has failed. Camel logs that, returns from {@code run}, and leaves
 * the context running. Nobody is told, so the thread is looked at until the last listener had its
 * turn.
 */
final class LeftRun extends MainListenerSupport {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** Where {@code run} is, for any Main. */
  private static final Set<String> MAINS =
      Set.of(MainSupport.class.getName(), BaseMainSupport.class.getName());

  private final Thread runner;
  private final Runnable left;
  private final CountDownLatch up = new CountDownLatch(1);

  private LeftRun(Thread runner, Runnable left) {
    this.runner = runner;
    this.left = left;
  }

  /**
   * Watches, where the current thread is in {@code run} of this Main; it has started its context.
   *
   * @param left done, on a thread of its own that the process waits for, if {@code run} is left
   */
  static void watch(BaseMainSupport main, Runnable left) {
    LeftRun watch = new LeftRun(Thread.currentThread(), left);
    if (watch.isInRun()) {
      main.addMainListener(watch); // The last, whoever was added before the start.
      new Thread(watch::look, "clooster-host").start();
    }
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    up.countDown();
  }

  private void look() {
    try {
      boolean running = true;
      while (running && !up.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        running = isInRun();
      }
      if (!running && up.getCount() > 0) {
        left.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isInRun() {
    return Stream.of(runner.getStackTrace())
        .anyMatch(
            frame -> frame.getMethodName().equals("run") && MAINS.contains(frame.getClassName()));
  }
}
