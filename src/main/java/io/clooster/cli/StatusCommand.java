// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
          + " does not answer or has no \"operate\", 4 the configuration or the command line is wrong."
    })
final class StatusCommand implements Callable<Integer> {
  static final int NOT_RUNNING = 3;
  static final int WRONG_CONFIG = 4;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** To a terminal (ECMA-48): the cursor goes to the upper left, and all below it is erased. */
  private static final String CLEARED = "\u001b[H\u001b[J";

  @Mixin private ConfigArgument config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "where the daemon keeps its state (default: as the configuration says)")
  private @Nullable Path stateDirectory;

  @Option(names = "--json", description = "as the daemon tells it, for programs")
  private boolean json;

  @Option(names = "--live", description = "exit status 0 whenever the daemon answers")
  private boolean live;

  @Option(names = "--watch", description = "again every two seconds, until Ctrl-C")
  private boolean watch;

  private final Path packaged;

  StatusCommand() {
    this(StatePlaces.PACKAGED);
  }

  /** {@code packaged} is where the shipped systemd unit has the state kept. */
  StatusCommand(Path packaged) {
    this.packaged = packaged;
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
    try {
      RunningDaemon daemon = RunningDaemon.find(stateDirectory, config, packaged);
      System.out.println(json ? daemon.text() : StatusScreen.of(daemon.status()));
      return live ? ExitStatus.OK : StatusScreen.exitStatus(daemon.status());
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return WRONG_CONFIG;
    } catch (RunningDaemon.None e) {
      System.err.println("clooster: " + e.getMessage());
      return NOT_RUNNING;
    }
  }
}
