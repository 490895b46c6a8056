// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.init.Terminal;
import java.util.List;
import java.util.Locale;

/** Asks before something is done that can't be taken back by itself. */
final class Confirmation {
  private Confirmation() {}

  /** What was asked for is not done; the message says why, and is made to be shown. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }
  }

  /**
   * Asks, unless {@code --yes} has said so.
   *
   * @throws Missing where the answer is another one than yes, or nobody can be asked
   */
  static void get(boolean yes) throws Missing {
    if (yes) {
      return;
    }
    Terminal terminal = Terminal.ofThisProcess();
    if (terminal == null) {
      throw new Missing("there is no terminal to ask at, so nothing was changed: say --yes");
    }
    String answer = terminal.ask("Do it? [y/N] ");
    if (answer == null || !List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
      throw new Missing("nothing was changed");
    }
  }
}
