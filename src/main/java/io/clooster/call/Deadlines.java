// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what takes too long, and at a stop whatever is still under way. One thread for all, so what
 * ends something must be quick.
 */
public final class Deadlines implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Set<Timeout> alarms = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "call-deadline");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean closing;

  public Deadlines() {
    // Else each call that was in time would stay in memory until its deadline.
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs {@code end} when {@code deadline} is over, and again and again until the alarm is
   * cancelled: what it was to end may have been about to begin.
   *
   * @throws ShuttingDownException at a stop: nothing begins any more
   */
  public Timeout set(Duration deadline, Runnable end) throws ShuttingDownException {
    if (closing) {
      throw new ShuttingDownException();
    }
    Timeout timer = new Timeout(end);
    alarms.add(timer);
    timer.due =
        clock.scheduleWithFixedDelay(
            timer::expire, deadline.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    return timer;
  }

  /** Ends all that is still under way after {@code grace}, and begins no more. */
  public void endAfter(Duration grace) {
    closing = true;
    if (!clock.isShutdown()) {
      clock.schedule(
          () -> alarms.forEach(Timeout::expire), grace.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Stops the clock. */
  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** Ends one thing when its time is over, and tells so. */
  public final class Timeout {
    private final Runnable end;
    private volatile boolean rang;
    private volatile @Nullable ScheduledFuture<?> due;

    private Timeout(Runnable end) {
      this.end = end;
    }

    private void expire() {
      rang = true;
      end.run();
    }

    /** To be called in any case: what was in time is not ended any more. */
    public void cancel() {
      alarms.remove(this);
      ScheduledFuture<?> ring = due;
      if (ring != null) {
        ring.cancel(false);
      }
    }

    /** True once the time was over, or a stop did not want to wait. */
    public boolean isExpired() {
      return rang;
    }

    /** After it {@link #rang}: the failure to report, {@code late} unless a stop was the cause. */
    public IOException reason(IOException late) {
      return closing ? new ShuttingDownException() : late;
    }
  }
}
