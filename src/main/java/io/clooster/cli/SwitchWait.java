// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.time.Duration;
import java.util.Locale;

/** What {@code clooster switch} waits for, once its order was taken. */
final class SwitchWait {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** By then, in seconds, one that hands the record over says so. */
  private static final double HANDS_OVER = 2;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final RunningDaemon before;
  private final String target;
  private final Duration patience;

  SwitchWait(RunningDaemon before, String target) {
    this(before, target, PATIENCE);
  }

  SwitchWait(RunningDaemon before, String target, Duration patience) {
    this.before = before;
    this.target = target;
    this.patience = patience;
  }

  /** Until the server that was chosen holds the record; the exit status. */
  int await() throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      RunningDaemon now = before.again();
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (target.equals(now.holder())) {
        System.out.printf(Locale.ROOT, "%s holds the record, after %.1f s.%n", target, seconds);
        return ExitStatus.OK;
      } else if (seconds > HANDS_OVER && now.keeps()) {
        throw new DaemonOrder.Refused(
            now.server()
                + " has given it up to hand the record to "
                + target
                + ", and keeps it: its log says why");
      } else if (seconds > patience.toSeconds()) {
        throw new DaemonOrder.Refused(
            target
                + " does not hold the record after "
                + patience.toSeconds()
                + " s"
                + (now.because().isEmpty() ? "" : " (" + now.because() + ")")
                + "; the server that held it goes on trying as long as "
                + target
                + " could hold it: see clooster status and its log");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }
}
