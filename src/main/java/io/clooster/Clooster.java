// SPDX-License-Identifier: Apache-2.0
package io.clooster;

import io.clooster.call.RedactedOutput;
import io.clooster.cli.Cli;
import java.security.Security;
import java.util.Locale;
import java.util.TimeZone;

/** Entry point. */
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
    System.exit(Cli.execute(args));
  }
}
