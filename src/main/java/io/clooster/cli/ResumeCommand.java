// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clooster resume}: puts this server into service again. */
@Command(
    name = "resume",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Put this server into service again after clooster drain: it may hold the record again.",
      "Exit status: 0 done, 1 the daemon refused it, 3 the daemon does not run, does not answer or"
          + " has no \"operate\", 4 the configuration or the command line is wrong."
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private ConfigArgument config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "where the daemon keeps its state (default: as the configuration says)")
  private @Nullable Path stateDirectory;

  private final Path packaged;

  ResumeCommand() {
    this(StatePlaces.PACKAGED);
  }

  /** {@code packaged} is where the shipped systemd unit has the state kept. */
  ResumeCommand(Path packaged) {
    this.packaged = packaged;
  }

  @Override
  public Integer call() throws InterruptedException {
    return DaemonOrder.execute(
        () -> {
          RunningDaemon daemon = RunningDaemon.find(stateDirectory, config, packaged);
          DaemonOrder.give("/resume", daemon);
          System.out.println(daemon.server() + " is in service.");
          return ExitStatus.OK;
        });
  }
}
