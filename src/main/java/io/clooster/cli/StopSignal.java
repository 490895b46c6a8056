// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.daemon.Daemon;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and Ctrl-C: stops the daemon and ends the process with status 0, in less than five
 * seconds whatever hangs.
 */
final class StopSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
  private static final int PATIENCE_SECONDS = 4;

  private final CountDownLatch never = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal installed(Daemon daemon) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "stop"));
    return new StopSignal();
  }

  /** Blocks until the signal ends the process. */
  void await() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(Daemon daemon) {
    LOG.info("state=stopping");
    Thread stopper = new Thread(daemon::close, "stopper");
    stopper.setDaemon(true);
    stopper.start();
    try {
      stopper.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.info("state=stopped");
    // A JVM that a signal ends reports the signal as its status; a clean stop is a success.
    Runtime.getRuntime().halt(ExitStatus.OK);
  }
}
