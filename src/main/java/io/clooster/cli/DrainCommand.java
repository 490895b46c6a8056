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
          + " 3 the daemon does not run, does not answer or has \"operate\": false, 4 the configuration or"
          + " the command line is wrong."
    })
final class DrainCommand implements Callable<Integer> {
  @Mixin private DaemonOption daemon;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "for so long, 30m say; then it takes part again by itself")
  private @Nullable String lasts;

  @Option(names = "--anyway", description = "also where no other server could hold the record")
  private boolean anyway;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    String time =
        lasts == null ? "" : "&" + OrderTimeOption.inQuery(OrderTime.DRAIN, lasts, command);
    return daemon.use(
        found -> {
          DaemonOrder.give("/drain?anyway=" + anyway + time, found);
          System.out.println(
              found.server() + " is drained" + (lasts == null ? "." : " for " + lasts + "."));
          return new DrainWait(found, anyway).await();
        });
  }
}
