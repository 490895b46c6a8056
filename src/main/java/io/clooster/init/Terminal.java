// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Somebody who can be asked. */
public interface Terminal {
  /** The answer, without its line end; null if there will be no more. */
  @Nullable String ask(String question);

  /** The same, unseen by bystanders. */
  @Nullable String askSecretly(String question);

  /** The terminal that this process was started at, or null. */
  @SuppressWarnings("SystemConsoleNull") // not with this property
  static @Nullable Terminal ofThisProcess() {
    // Java 22 to 24 would otherwise have a console without a terminal.
    System.setProperty("jdk.console", "java.base");
    Console console = System.console();
    return console == null ? null : new OnConsole(console);
  }

  /** By way of the console, whose echo can be turned off. */
  record OnConsole(Console console) implements Terminal {
    @Override
    public @Nullable String ask(String question) {
      return console.readLine("%s", question);
    }

    @Override
    public @Nullable String askSecretly(String question) {
      char[] answer = console.readPassword("%s", question);
      return answer == null ? null : new String(answer);
    }
  }
}
