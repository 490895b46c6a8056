// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import io.clooster.call.Deadlines;
import io.clooster.program.BoundedProgram;
import io.clooster.program.MarkedProgram;
import io.clooster.program.ProgramFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs a program, and fails unless it ends with status 0 in time. */
public final class CommandProbe {
  private final BoundedProgram program;
  private final List<String> words;

  /**
   * A program and its arguments, each as it is.
   *
   * @param words the program first, by its path or to be found in {@code PATH}
   */
  public CommandProbe(Deadlines deadlines, List<String> words, long timeoutMillis) {
    this.program = new BoundedProgram(deadlines, Duration.ofMillis(timeoutMillis));
    this.words = List.copyOf(words);
  }

  /**
   * Runs it once.
   *
   * @throws CheckFailure with its status and the last line that it wrote
   * @throws IOException when it can't be run
   */
  public void run() throws IOException {
    try {
      program.run(new MarkedProgram(words));
    } catch (ProgramFailure e) {
      throw new CheckFailure(String.valueOf(e.getMessage()));
    }
  }
}
