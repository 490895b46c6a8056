// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

/** How a command ends, for scripts and service managers. */
public final class ExitStatus {
  static final int OK = 0;

  /** It can't be done, and waiting would not help. */
  static final int FAILED = 1;

  /** The configuration or the command line is wrong: starting again changes nothing. */
  public static final int CONFIG = 2;

  /** Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
