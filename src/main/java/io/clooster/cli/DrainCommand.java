// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.DrainTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clooster drain}: takes this server out of service, calmly. */
@Command(
    name = "drain",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Take this server out of service: it gives the record up, and takes none until clooster"
          + " resume, over restarts too. Waits until another server holds the record.",
      "Exit status: 0 another server holds the record (with --anyway also: none could), 1 no other"
          + " server could hold it, and nothing was changed; or none has taken it within a minute,"
          + " 3 the daemon does not run, does not answer or has no \"operate\", 4 the configuration or"
          + " the command line is wrong."
    })
final class DrainCommand implements Callable<Integer> {
  @Mixin private ConfigArgument config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "where the daemon keeps its state (default: as the configuration says)")
  private @Nullable Path stateDirectory;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "for so long, 30m say; then it takes part again by itself")
  private @Nullable String lasts;

  @Option(names = "--anyway", description = "also where no other server could hold the record")
  private boolean anyway;

  @Spec private @Nullable CommandSpec command;

  private final Path packaged;

  DrainCommand() {
    this(StatePlaces.PACKAGED);
  }

  /** {@code packaged} is where the shipped systemd unit has the state kept. */
  DrainCommand(Path packaged) {
    this.packaged = packaged;
  }

  @Override
  public Integer call() throws InterruptedException {
    String time = time();
    return DaemonOrder.execute(
        () -> {
          RunningDaemon daemon = RunningDaemon.find(stateDirectory, config, packaged);
          DaemonOrder.give("/drain?anyway=" + anyway + time, daemon);
          System.out.println(
              daemon.server() + " is drained" + (lasts == null ? "." : " for " + lasts + "."));
          return new DrainWait(daemon, anyway).await();
        });
  }

  /** For the query. */
  private String time() {
    if (lasts == null) {
      return "";
    }
    try {
      DrainTime.of(lasts);
    } catch (IllegalArgumentException e) {
      if (command == null) {
        throw e;
      }
      throw new ParameterException(command.commandLine(), "--for: " + e.getMessage(), e);
    }
    return "&for=" + URLEncoder.encode(lasts, StandardCharsets.UTF_8);
  }
}
