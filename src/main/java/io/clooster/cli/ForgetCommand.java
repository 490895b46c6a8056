// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.LoadedConfig;
import io.clooster.daemon.LeftClaim;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clooster forget}: takes what a group has left out of its zone. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Delete the claim, Clooster's TXT record beside the first record, when a group is given up. The"
          + " records themselves stay as they are. Stop Clooster on all servers of the group before:"
          + " one that runs makes the claim again. Or delete that of a server that was taken off the"
          + " list of servers while it held the records: stop Clooster on that one alone.",
      "Exit status: 0 it is not there any more, 1 it could not be deleted, or was not to be, 2 the"
          + " configuration or the command line is wrong."
    })
final class ForgetCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Option(names = "--yes", description = "do it without asking")
  private boolean yes;

  @Override
  public Integer call() throws InterruptedException {
    Path home = Installation.home();
    @Nullable LoadedConfig loaded = config.read(home);
    if (loaded == null) {
      return ExitStatus.CONFIG;
    }
    if (!loaded.config().claims().on()) {
      System.out.println(
          "There is nothing to forget: with this configuration Clooster makes no claim.");
      return ExitStatus.OK;
    }
    try {
      forget(loaded.config(), home, running(String.join(", ", loaded.config().recordNames())));
      return ExitStatus.OK;
    } catch (LeftClaim.Failed | Confirmation.Missing e) {
      System.err.println("clooster: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  /** The server of these records whose daemon runs here; null for none. */
  private @Nullable String running(String records) throws InterruptedException {
    try {
      RunningDaemon found = RunningDaemon.find(null, config, StatePlaces.PACKAGED);
      return found.records().equals(records) ? found.server() : null;
    } catch (RunningDaemon.None | ConfigException e) {
      return null; // As it should be, as far as can be seen from here.
    }
  }

  /** Of a server that was taken off the list nobody here makes the claim again. */
  private void forget(Config group, Path home, @Nullable String running)
      throws LeftClaim.Failed, Confirmation.Missing {
    try (LeftClaim claim = LeftClaim.of(group, home)) {
      LeftClaim.Found found = claim.found();
      String removed = found == null ? null : found.removedServer();
      if (running != null && removed == null) {
        throw new Confirmation.Missing(
            running
                + " runs here, and would make the claim again: stop Clooster on all servers of the"
                + " group before; nothing was changed");
      }
      if (found == null) {
        System.out.println("There is no claim " + claim.name() + ".");
        return;
      }
      System.out.println(
          "The claim "
              + claim.name()
              + " ("
              + found.words()
              + ") will be deleted; "
              + String.join(", ", group.recordNames())
              + " stays as it is. "
              + (removed == null
                  ? "No server of the group may run any more."
                  : removed
                      + ", which is not on the list of servers here, may not run any more. Then point"
                      + " the record at a server of the list."));
      Confirmation.get(yes);
      LeftClaim.Found left = claim.remove();
      if (left != null) {
        throw new Confirmation.Missing(
            claim.name()
                + " was deleted, and is there again ("
                + left.words()
                + "): "
                + (removed == null ? "a server of the group" : removed)
                + " still runs, or the provider still lists it; stop Clooster "
                + (removed == null ? "on all of them" : "there")
                + ", and try again in a minute");
      }
      System.out.println(claim.name() + " was deleted.");
    }
  }
}
