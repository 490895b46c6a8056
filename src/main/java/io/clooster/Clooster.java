// SPDX-License-Identifier: Apache-2.0
package io.clooster;

import io.clooster.call.RedactedOutput;
import io.clooster.cli.Cli;
import io.clooster.cli.ExitStatus;
import io.clooster.cli.LogSettings;
import io.clooster.config.Config;
import io.clooster.daemon.Embedded;
import java.nio.file.Path;
import java.security.Security;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Entry point: of the daemon, and into other Camel applications. */
public final class Clooster {
  private Clooster() {}

  /** Starts the command line. */
  public static void main(String[] args) {
    // Log lines of two servers are read side by side, and by filters: everywhere the same calendar,
    // digits and zone, whatever the machine's locale. Before the logger takes its date format.
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // A name that could not be found is asked for again soon: ten seconds are long in a failover.
    Security.setProperty("networkaddress.cache.negative.ttl", "2");
    RedactedOutput.install();
    System.exit(LogSettings.install(args) ? Cli.execute(args) : ExitStatus.CONFIG);
  }

  /**
   * Makes Clooster a part of another application: it starts when that has started, and says
   * farewell when that begins to stop. It runs in a Camel context of its own, and what it tells is
   * in the host's topics {@code seda:clooster-events}, {@code seda:clooster-actions} and {@code
   * seda:clooster-notices} (docs/embedding.md). A start that fails fails the host's, with the
   * reason.
   *
   * @param host the application, which has not started yet
   * @param config as {@link io.clooster.config.ConfigReader} reads it
   * @param home a directory whose {@code routes/} say what happens; they are put there where there
   *     are none
   */
  public static void configure(Main host, Config config, Path home) {
    host.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport main) {
            new Embedded(config, home).joins(main);
          }
        });
  }

  /** The same for a context that somebody else starts and stops. */
  public static void configure(CamelContext host, Config config, Path home) {
    new Embedded(config, home).joins(host);
  }
}
