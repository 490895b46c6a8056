// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.Config;
import io.clooster.daemon.Daemon;
import io.clooster.daemon.StartFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clooster run}: the daemon, until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Watch the other server and move the record when it dies (the default).")
final class Run implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private static final String ADVICE =
      ", as Clooster 1; \"protocol\": 2 on both sides makes the link private and detection quick";

  @Mixin private ConfigArgument config;

  @Override
  public Integer call() {
    return with(config);
  }

  static int with(ConfigArgument config) {
    Path home = Installation.home();
    Config read = config.read(home);
    if (read == null) {
      return ExitStatus.CONFIG;
    }
    StopSignal stop = StopSignal.armed();
    try {
      stop.stops(Daemon.start(read, home));
      LOG.info(
          "server={} state=started peer={} record={} protocol={}{}",
          read.thisServer(),
          String.join(",", read.peers().stream().map(Config.Server::name).toList()),
          String.join(",", read.recordNames()),
          read.protocol(),
          read.protocol() == 1 ? ADVICE : "");
      // Parsing the routes left more garbage than Clooster will make in a day: give the memory
      // back.
      System.gc();
      stop.await();
      return ExitStatus.OK;
    } catch (StartFailure e) {
      stop.disarm();
      System.err.println("clooster: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
