// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program with SIGHUP as it is by default. Under {@code nohup} a build ignores it, its
 * children inherit that, and a server that is told to stop by it would not hear.
 */
public final class SignalDefaults {
  /**
   * By a shell, since env itself takes a program with an equals sign in its path for a variable; by
   * its path, as the command may be given a PATH without one.
   */
  private static final List<String> RESTORING =
      List.of("env", "--default-signal=HUP", "/bin/sh", "-c", "exec \"$@\"", "sh");

  /** GNU's knows the option from 8.31 on; with another env all is as the build's parent left it. */
  private static final boolean SUPPORTED = supported();

  private SignalDefaults() {}

  /** The command that becomes this one, by its own process id. */
  public static List<String> restoredFor(List<String> command) {
    List<String> words = new ArrayList<>(SUPPORTED ? RESTORING : List.of());
    words.addAll(command);
    return words;
  }

  private static boolean supported() {
    try {
      return new ProcessBuilder("env", "--default-signal=HUP", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while looking for env's options", e);
    }
  }
}
