// SPDX-License-Identifier: Apache-2.0
package io.clooster;

import io.clooster.cli.Cli;

/** Entry point. */
public final class Clooster {
  private Clooster() {}

  /** Starts the command line. */
  public static void main(String[] args) {
    System.exit(Cli.execute(args));
  }
}
