// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.time.Duration;

/** The record goes to another server, and back. */
final class Drill {
  /** The server that has just got the record has read it by then, and can hand it over. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final RunningDaemon daemon;
  private final String holder;
  private final String target;
  private final Duration patience;

  /**
   * {@code holder} holds the record, and is to have it back from {@code target}.
   *
   * @param patience for the name servers, each time
   */
  Drill(RunningDaemon daemon, String holder, String target, Duration patience) {
    this.daemon = daemon;
    this.holder = holder;
    this.target = target;
    this.patience = patience;
  }

  /** The exit status. */
  int run() throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    boolean pinned = daemon.isPinned();
    Thread halfWay = new Thread(() -> System.err.println("clooster: " + whereItIs()));
    Runtime.getRuntime().addShutdownHook(halfWay);
    DrillMove there;
    DrillMove back;
    try {
      there = moved(target, Duration.ZERO);
      back = returned();
      if (!pinned) {
        DaemonOrder.give("/switch?auto=true", daemon);
      }
    } finally {
      over(halfWay);
    }
    System.out.println();
    System.out.println("there: " + there.story(holder));
    System.out.println("back:  " + back.story(target));
    System.out.println(there.seenByClients(back));
    return there.arrived() && back.arrived() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private DrillMove returned()
      throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    try {
      return moved(holder, SETTLES);
    } catch (DaemonOrder.Refused e) {
      throw new DaemonOrder.Refused(e.getMessage() + ". " + whereItIs());
    } catch (RunningDaemon.None e) {
      throw new RunningDaemon.None(e.getMessage() + ". " + whereItIs());
    }
  }

  /** {@code settles} is for how long a refusal may be due to the move before. */
  private DrillMove moved(String to, Duration settles)
      throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    long begun = System.nanoTime();
    DrillMove move = new DrillMove(daemon, to);
    while (true) {
      try {
        DaemonOrder.handOver(to, daemon);
        break;
      } catch (DaemonOrder.Refused e) {
        if (System.nanoTime() - begun >= settles.toNanos()) {
          throw e;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
    new SwitchWait(daemon, to).await();
    move.held();
    move.awaitNameServers(patience);
    return move;
  }

  private String whereItIs() {
    return "The drill ended half way: the record may be at "
        + target
        + ", and stays there until that fails. clooster switch "
        + holder
        + " hands it back, and clooster switch --auto then leaves it to the order of preference";
  }

  private static void over(Thread halfWay) {
    try {
      Runtime.getRuntime().removeShutdownHook(halfWay);
    } catch (IllegalStateException e) {
      // The process ends, and that says so already.
    }
  }
}
