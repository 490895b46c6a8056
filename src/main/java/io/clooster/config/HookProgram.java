// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import java.util.List;

/**
 * A program of the user's own that runs when this server's part changes.
 *
 * @param words the program and its arguments, each as it is: no shell takes part
 * @param timeout one that takes longer has failed, and is ended
 */
public record HookProgram(List<String> words, Duration timeout) {
  /** Copies the words. */
  public HookProgram {
    words = List.copyOf(words);
  }

  /** The program alone: its arguments may be secret. */
  public String name() {
    return words.get(0);
  }

  @Override
  public String toString() {
    return name();
  }
}
