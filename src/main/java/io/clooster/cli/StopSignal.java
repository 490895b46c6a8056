// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.call.RedactedOutput;
import io.clooster.daemon.Daemon;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and Ctrl-C: stops the daemon and ends the process with status 0, in less than five
 * seconds whatever hangs, also while it still starts.
 */
final class StopSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
  private static final int PATIENCE_SECONDS = 4;

  /** So long whoever reads the log is waited for. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  /** So long the peers are asked to wait for a server that is being restarted. */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

  private final CountDownLatch never = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile @Nullable Daemon daemon;
  private volatile Duration backWithin = Duration.ZERO;
  private volatile int status = ExitStatus.OK;

  private StopSignal() {}

  static StopSignal armed() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    SighupHandler.whenHeard(signal::restart);
    return signal;
  }

  /** What there is to stop, from now on. */
  void stops(Daemon started) {
    daemon = started;
    // From a thread of its own: the end waits for the one that stops Camel.
    started.whenStoppedByATool(() -> new Thread(() -> System.exit(ExitStatus.OK), "end").start());
  }

  /** The process ends for a reason of its own. */
  void disarm() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Blocks until the signal ends the process. */
  void await() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what has started, as it must not run as configured; {@code why} says what to do. */
  void refuses(String why) {
    System.err.println("clooster: " + why);
    status = ExitStatus.CONFIG;
    // From a thread of its own: the end waits for the one that has found it.
    new Thread(() -> System.exit(status), "end").start();
  }

  private void restart() {
    backWithin = BACK_WITHIN;
    System.exit(ExitStatus.OK);
  }

  private void stop() {
    LOG.info(backWithin.isZero() ? "state=stopping" : "state=restarting");
    Daemon running = daemon;
    if (running != null) {
      close(running);
    }
    LOG.info("state=stopped");
    RedactedOutput.finish(LAST_WORDS);
    // A JVM that a signal ends reports the signal as its status; a clean stop is a success.
    Runtime.getRuntime().halt(status);
  }

  private void close(Daemon running) {
    Thread stopper =
        new Thread(
            () -> {
              running.leave(backWithin);
              running.close();
            },
            "stopper");
    stopper.setDaemon(true);
    stopper.start();
    try {
      stopper.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
