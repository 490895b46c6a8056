// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clooster}: without a command, it runs. */
@Command(
    name = "clooster",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Keeps a DNS record pointing at a server that works: two servers watch each other, and when one"
          + " dies, the other one moves the record to itself and tells you.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "clooster [run] [CONFIG]",
      "       clooster init|check|demo|version [...]",
      ""
    },
    footer = {
      "",
      "Exit status: 0 after a clean stop, 1 when it can't start, 2 when the configuration is wrong.",
      "New here? Try: clooster demo"
    },
    subcommands = {
      Run.class,
      Init.class,
      Check.class,
      DemoCommand.class,
      Version.class,
      Rehearse.class
    })
public final class Cli implements Callable<Integer> {
  @Mixin private ConfigArgument config;

  /** Parses and does what {@code args} ask for; returns the exit status. */
  public static int execute(String... args) {
    return new CommandLine(new Cli()).execute(args);
  }

  @Override
  public Integer call() {
    return Run.with(config);
  }
}
