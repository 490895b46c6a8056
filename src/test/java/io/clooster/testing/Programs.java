// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.util.concurrent.TimeUnit;

/** Programs that a test has started. */
public final class Programs {
  private Programs() {}

  /** Asks it to end, and has it end where it does not. */
  public static void end(Process program) {
    program.destroy();
    try {
      if (!program.waitFor(10, TimeUnit.SECONDS)) {
        program.destroyForcibly();
      }
    } catch (InterruptedException e) {
      program.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
