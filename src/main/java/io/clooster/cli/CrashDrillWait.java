// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code clooster drill --crash} waits for, once the daemon has ended. */
final class CrashDrillWait {
  /** A service manager has started it again by then, after the time that it stays away. */
  private static final Duration STARTED = Duration.ofMinutes(2);

  /** By then the other servers have told it who holds the record. */
  private static final Duration TOLD = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final RunningDaemon before;
  private final Duration started;
  private final Duration told;
  private final long begun = System.nanoTime();

  /** {@code away} is for how long it stays away. */
  CrashDrillWait(RunningDaemon before, Duration away) {
    this(before, away.plus(STARTED), TOLD);
  }

  CrashDrillWait(RunningDaemon before, Duration started, Duration told) {
    this.before = before;
    this.started = started;
    this.told = told;
  }

  /** For how long it waits for the daemon to be back, at most. */
  Duration longest() {
    return started;
  }

  /** Until the daemon is back, and says who holds the record; the exit status. */
  int await() throws DaemonOrder.Refused, InterruptedException {
    RunningDaemon back = returned();
    System.out.printf(Locale.ROOT, "%s is back, after %.1f s.%n", before.server(), seconds());
    String holder = holder(back);
    if (holder.equals(before.server())) {
      throw new DaemonOrder.Refused(
          "no server took its place: the record is still at "
              + holder
              + ". Look at the logs of the other servers: what kept them is there");
    }
    System.out.println(
        holder
            + " took its place. All moments, from the last that was heard of "
            + before.server()
            + " to the name servers, are in the list of "
            + holder
            + ": clooster incidents, said there.");
    return ExitStatus.OK;
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  private RunningDaemon returned() throws DaemonOrder.Refused, InterruptedException {
    while (seconds() * 1e3 < started.toMillis()) {
      RunningDaemon now = DaemonAnswer.at(before.place()).by(before.place());
      if (now != null && !now.isSameRunAs(before)) {
        return now;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    throw new DaemonOrder.Refused(
        String.format(
            Locale.ROOT,
            "the daemon has ended, and nothing has started it again within %.0f s. Start it, by"
                + " systemctl start clooster say; until then this server takes nothing. Whether"
                + " another one took its place, clooster status says there",
            seconds()));
  }

  private String holder(RunningDaemon back) throws DaemonOrder.Refused, InterruptedException {
    @Nullable RunningDaemon now = back;
    double until = seconds() + told.toMillis() / 1e3;
    while (seconds() < until) {
      String holder = now == null ? null : now.holder();
      if (holder != null) {
        return holder;
      }
      Thread.sleep(PAUSE.toMillis());
      now = DaemonAnswer.at(before.place()).by(before.place());
    }
    throw new DaemonOrder.Refused(
        before.server() + " is back, and does not know who holds the record: see clooster status");
  }
}
