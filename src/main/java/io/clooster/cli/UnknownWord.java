// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.DidYouMean;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A first word that is neither a command nor a configuration: most likely a command that this
 * version doesn't have, or a misspelt one.
 *
 * @param word as it was written
 * @param commands those that there are, as the help lists them
 */
record UnknownWord(String word, List<String> commands) {
  private static final Set<String> SERVICE = Set.of("start", "stop", "restart");

  /** The word, or null where the first one is good, or is better judged by who reads the file. */
  static @Nullable UnknownWord in(String[] args, CommandLine line) {
    if (args.length == 0
        || args[0].startsWith("-")
        || line.getSubcommands().containsKey(args[0])
        || isLikeAPath(args[0])
        || exists(args[0])) {
      return null;
    }
    List<String> shown =
        line.getSubcommands().entrySet().stream()
            .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
            .map(command -> command.getKey())
            .toList();
    return new UnknownWord(args[0], shown);
  }

  /** True for what other programs call their help. */
  boolean asksForHelp() {
    return word.equals("help");
  }

  /** What a person is told. */
  String explained() {
    String meant =
        DidYouMean.closest(word, commands)
            .map(command -> " Did you mean \"" + command + "\"?")
            .orElse("");
    return "there is no command and no file of the name \""
        + word
        + "\"."
        + (SERVICE.contains(word)
            ? " Under systemd it is: systemctl " + word + " clooster."
            : meant)
        + " The commands are "
        + String.join(", ", commands)
        + "; clooster --help says what they do.";
  }

  /** True for what can be no command, but a file. */
  static boolean isLikeAPath(String word) {
    return word.isBlank() || word.contains("/") || word.contains(".json");
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
