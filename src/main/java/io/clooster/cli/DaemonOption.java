// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which daemon a command is for: that of a configuration, or of a state directory. */
final class DaemonOption extends ConfigOption {
  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "where the daemon keeps its state (default: as the configuration says)")
  private @Nullable Path stateDirectory;

  private final Path packaged;

  DaemonOption() {
    this(StatePlaces.PACKAGED);
  }

  /** {@code packaged} is where the shipped systemd unit has the state kept. */
  DaemonOption(Path packaged) {
    this.packaged = packaged;
  }

  /** What a command does with the daemon; its exit status. */
  @FunctionalInterface
  interface Use {
    int of(RunningDaemon daemon)
        throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException;
  }

  /** Finds it, and says why where it can't be found, or refuses; the exit status. */
  int use(Use use) throws InterruptedException {
    try {
      return use.of(RunningDaemon.find(stateDirectory, this, packaged));
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return StatusCommand.WRONG_CONFIG;
    } catch (RunningDaemon.None e) {
      System.err.println("clooster: " + e.getMessage());
      return StatusCommand.NOT_RUNNING;
    } catch (DaemonOrder.Refused e) {
      System.err.println("clooster: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
