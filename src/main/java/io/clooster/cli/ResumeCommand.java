// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clooster resume}: puts this server into service again. */
@Command(
    name = "resume",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Put this server into service again after clooster drain: it may hold the record again.",
      "Exit status: 0 done, 1 the daemon refused it, 3 the daemon does not run, does not answer or"
          + " has \"operate\": false, 4 the configuration or the command line is wrong."
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private DaemonOption daemon;

  @Override
  public Integer call() throws InterruptedException {
    return daemon.use(
        found -> {
          DaemonOrder.give("/resume", found);
          System.out.println(found.server() + " is in service.");
          return ExitStatus.OK;
        });
  }
}
