// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clooster status}: how it stands, by the daemon that runs here. */
@Command(
    name = "status",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Show how it stands, as the daemon of this machine sees it: who holds the record, each other"
          + " server, the claim, what is wrong.",
      "Exit status, for monitors: 0 all is well, 1 degraded (a server that works holds the record,"
          + " and something is missing for the next failover), 2 down, 3 the daemon does not run,"
          + " does not answer or has \"operate\": false, 4 the configuration or the command line is wrong."
    })
final class StatusCommand implements Callable<Integer> {
  static final int NOT_RUNNING = 3;
  static final int WRONG_CONFIG = 4;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** To a terminal (ECMA-48): the cursor goes to the upper left, and all below it is erased. */
  private static final String CLEARED = "\u001b[H\u001b[J";

  @Mixin private final DaemonOption daemon;

  @Option(names = "--json", description = "as the daemon tells it, for programs")
  private boolean json;

  @Option(names = "--live", description = "exit status 0 whenever the daemon answers")
  private boolean live;

  @Option(names = "--watch", description = "again every two seconds, until Ctrl-C")
  private boolean watch;

  StatusCommand() {
    this(new DaemonOption());
  }

  StatusCommand(DaemonOption daemon) {
    this.daemon = daemon;
  }

  @Override
  public Integer call() throws InterruptedException {
    while (watch) {
      if (Ansi.AUTO.enabled()) {
        System.out.print(CLEARED);
      }
      look();
      Thread.sleep(PAUSE.toMillis());
    }
    return look();
  }

  private int look() throws InterruptedException {
    return daemon.use(
        found -> {
          System.out.println(json ? found.text() : StatusScreen.of(found.status()));
          return live ? ExitStatus.OK : StatusScreen.exitStatus(found.status());
        });
  }
}
