// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The commands that need stand-ins for the services. The sandbox's jar brings them, and {@link
 * SandboxJar} finds them there, so that the daemon knows no stand-in and runs without that jar.
 */
public interface SandboxCommands {
  /**
   * {@code clooster demo}.
   *
   * @param home the installation whose servers are shown
   * @param keep leave the servers and the services running until the process is ended
   * @param out what is told, as it happens
   * @throws IllegalStateException when something does not happen in time; says what
   */
  void demo(Path home, boolean keep, PrintStream out) throws IOException, InterruptedException;

  /**
   * {@code clooster sandbox}: the services alone, until the process is ended.
   *
   * @param port the first of three, 1 to 65533, or 0 for free ones
   * @param zone the zone that there is
   * @param records what its records hold, by name
   * @param out what to write into a configuration
   * @throws IllegalArgumentException when zone and records don't go together; says why
   */
  void sandbox(int port, String zone, Map<String, String> records, PrintStream out)
      throws IOException, InterruptedException;

  /**
   * {@code clooster train}: a whole failover in this process, which loads all that one needs.
   *
   * @throws Exception when it does not come to its end; says why
   */
  void train() throws Exception;
}
