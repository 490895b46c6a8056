// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.time.Duration;

/** What {@code clooster drain} waits for, once its order was taken. */
final class DrainWait {
  /** Another server needs a few seconds, where its provider answers. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A connection that breaks is back within that. */
  private static final Duration ALONE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final RunningDaemon before;
  private final boolean anyway;
  private final Duration patience;
  private final Duration alone;

  /**
   * Waits for nothing yet.
   *
   * @param before the daemon as it was before its order
   * @param anyway whether it is to be drained also where no other server could hold the record
   */
  DrainWait(RunningDaemon before, boolean anyway) {
    this(before, anyway, PATIENCE, ALONE);
  }

  DrainWait(RunningDaemon before, boolean anyway, Duration patience, Duration alone) {
    this.before = before;
    this.anyway = anyway;
    this.patience = patience;
    this.alone = alone;
  }

  /** Until another server holds the record, or none will; the exit status. */
  int await() throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    long begun = System.nanoTime();
    long seen = begun;
    while (true) {
      RunningDaemon now = before.again();
      String holder = now.holder();
      if (holder != null && !holder.equals(now.server())) {
        System.out.println(holder + " holds the record.");
        return ExitStatus.OK;
      } else if (!now.isDrained()) {
        throw new DaemonOrder.Refused(
            now.server()
                + " was put into service again, or its time is over, before another server had"
                + " taken the record");
      } else if (now.isHeld()) {
        return held(now);
      } else if (now.seesAnother()) {
        seen = System.nanoTime();
      } else if (anyway) {
        System.out.println(
            "No other server could hold the record: it stays with "
                + now.server()
                + " until one can.");
        return ExitStatus.OK;
      } else if (isOver(seen, alone)) {
        return takeBack(now);
      }
      if (isOver(begun, patience)) {
        throw new DaemonOrder.Refused(
            "no other server has taken the record in "
                + patience.toSeconds()
                + " s ("
                + now.because()
                + "); "
                + now.server()
                + " stays drained, and gives it up as soon as one can; clooster resume puts it"
                + " into service again");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** An operator wants nothing to be moved: it would be in vain to wait. */
  private int held(RunningDaemon now) throws DaemonOrder.Refused {
    String stays =
        now.server()
            + " is drained, and keeps the record as long as nothing is moved in the whole group:"
            + " clooster release ends that";
    if (!anyway) {
      throw new DaemonOrder.Refused(stays);
    }
    System.out.println(stays + ".");
    return ExitStatus.OK;
  }

  /** The other one has died, or was drained itself, after this one was. */
  private int takeBack(RunningDaemon now)
      throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    String why = "no other server can hold the record any more (" + now.because() + "), so ";
    if (before.isDrained()) {
      throw new DaemonOrder.Refused(
          why + "it stays with " + now.server() + ", which stays drained");
    }
    DaemonOrder.give("/resume", now);
    throw new DaemonOrder.Refused(why + now.server() + " is in service again");
  }

  private static boolean isOver(long since, Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }
}
