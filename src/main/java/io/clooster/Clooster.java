// SPDX-License-Identifier: Apache-2.0
package io.clooster;

import io.clooster.cli.Cli;
import java.security.Security;
import java.util.TimeZone;

/** Entry point. */
public final class Clooster {
  private Clooster() {}

  /** Starts the command line. */
  public static void main(String[] args) {
    // Log lines of two servers are read side by side.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // A name that could not be found is asked for again soon: ten seconds are long in a failover.
    Security.setProperty("networkaddress.cache.negative.ttl", "2");
    System.exit(Cli.execute(args));
  }
}
