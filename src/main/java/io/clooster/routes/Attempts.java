// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something of the user's own that is tried until it works, and what is told of it meanwhile. */
public final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  /** The first pause; each is twice as long as the one before it. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final String subject;
  private final Work work;

  /** What makes a mended file count: a restart, or that it is saved. */
  private final String again;

  private volatile boolean cancelled;
  private Duration pause = FIRST_PAUSE;
  private String told = "";

  Attempts(String subject, Work work, String again) {
    this.subject = subject;
    this.work = work;
    this.again = again;
  }

  /** No further attempt is made. */
  void cancel() {
    cancelled = true;
  }

  /** What is tried. */
  @FunctionalInterface
  public interface Work {
    /** Does it, or says why it can't be done now. */
    void run() throws Exception;
  }

  /**
   * One attempt. A failure is told unless it is the one that was told last.
   *
   * @return how long to wait before the next one; nothing if none is needed
   */
  synchronized Optional<Duration> once() {
    if (cancelled) {
      return Optional.empty();
    }
    try {
      work.run();
      if (!told.isEmpty()) {
        LOG.info("{} state=running", subject);
      }
      return Optional.empty();
    } catch (Exception | LinkageError | StackOverflowError e) {
      Duration now = pause;
      pause =
          now.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? now.multipliedBy(2) : LONGEST_PAUSE;
      tell(RouteFault.of(e), now);
      return Optional.of(now);
    }
  }

  /** The attempt that is under way has not ended in this time. */
  void hangs(Duration patience) {
    LOG.warn(
        "{} state=hanging: not ready after {} s; the failover runs without it, and what else you added"
            + " may have to wait for it. See what it waits for",
        subject,
        patience.toSeconds());
  }

  private void tell(RouteFault fault, Duration next) {
    if (!fault.what().equals(told)) {
      told = fault.what();
      LOG.warn(
          "{} state=failing: {}; the failover runs without it. It is tried again in {} s, then ever more"
              + " rarely; to mend it, {}, and {}",
          subject,
          fault.what(),
          next.toSeconds(),
          fault.remedy(),
          again);
    }
  }
}
