// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.OrderTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clooster hold}: nothing is moved in the whole group for a while. */
@Command(
    name = "hold",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Have nothing moved in the whole group for a while: the record stays where it is, also when"
          + " the server that holds it fails, until that time is over or somebody says clooster"
          + " release. Any server of the group can be asked; a second clooster hold counts from when"
          + " it is said. Waits a few seconds until all have heard it.",
      "Exit status: 0 all servers and the claim have it, 1 it was refused, and nothing was changed;"
          + " or it holds, and not all have it: those are named, 3 the daemon does not run, does not"
          + " answer or has \"operate\": false, 4 the configuration or the command line is wrong."
    })
final class HoldCommand implements Callable<Integer> {
  @Mixin private DaemonOption daemon;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "for so long, 24h at most (${DEFAULT-VALUE}); then it is over by itself")
  private String lasts;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    String time = OrderTimeOption.inQuery(OrderTime.HOLD, lasts, command);
    return daemon.use(
        found -> {
          HoldReach reach = HoldReach.of(DaemonOrder.give("/hold?" + time, found));
          System.out.println(
              "Nothing is moved for "
                  + lasts
                  + ": "
                  + found.records()
                  + " stays where it is, also when a server fails. clooster release ends that.");
          return reach.tell();
        });
  }
}
