// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clooster release}: what clooster hold ordered is over. */
@Command(
    name = "release",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Have the record moved again when it has to be, after clooster hold. Any server of the group"
          + " can be asked. Waits a few seconds until all have heard it.",
      "Exit status: 0 all servers and the claim have it, 1 it was refused, and nothing was changed;"
          + " or not all have it: those are named, 3 the daemon does not run, does not answer or has"
          + " \"operate\": false, 4 the configuration or the command line is wrong."
    })
final class ReleaseCommand implements Callable<Integer> {
  @Mixin private DaemonOption daemon;

  @Override
  public Integer call() throws InterruptedException {
    return daemon.use(
        found -> {
          HoldReach reach = HoldReach.of(DaemonOrder.give("/release", found));
          System.out.println(found.records() + " is moved again when it has to be.");
          return reach.tell();
        });
  }
}
