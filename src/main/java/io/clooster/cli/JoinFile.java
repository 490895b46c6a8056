// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.ConfigException;
import io.clooster.config.JoiningServer;
import io.clooster.daemon.RouteDirectory;
import io.clooster.init.NextServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** {@code clooster init --join}: the next server's file, and nothing else, as output. */
record JoinFile(CommandLine command, InstalledPlace place) {
  /** Prints it, and beside it what else is to be done; returns the exit status. */
  int print(Path file, String server) {
    try {
      NextServer next =
          NextServer.of(file, server, RouteDirectory.kamelets(place.home()), System::getenv);
      command.getOut().print(next.made().text());
      command.getOut().flush();
      tell(next, file);
      return ExitStatus.OK;
    } catch (ConfigException e) {
      command.getErr().println("clooster init: nothing was printed, because this can't be used:");
      e.problems().forEach(problem -> command.getErr().println("  " + problem));
      return ExitStatus.CONFIG;
    }
  }

  private void tell(NextServer next, Path file) {
    JoiningServer made = next.made();
    String server = made.config().thisServer();
    PrintWriter err = command.getErr();
    err.println(
        "clooster init: this is "
            + server
            + "'s file. It holds what is secret in "
            + file
            + ": let nobody else read it (chmod 600).");
    made.files().stream()
        .sorted()
        .forEach(each -> err.println("- Copy this to the same place there, it is named: " + each));
    for (String variable : next.unset()) {
      err.println("- Set " + variable + " there, where Clooster is started.");
    }
    if (made.added()) {
      err.println(
          "- "
              + server
              + " was none of the servers. It is the last one in this list, which is version "
              + made.config().serversVersion()
              + " of it now. Write the same \"servers\" and \"servers_version\" into all other files,"
              + " this server's too, and restart them one after the other; then start "
              + server
              + ". \"Add or remove a server\" in README.md says more.");
    }
    err.println("- There, when the file is in place: clooster check --online FILE");
    err.flush();
  }
}
