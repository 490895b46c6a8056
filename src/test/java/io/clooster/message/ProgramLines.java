// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log lines that the program itself and the routes write, beside those whose words are in the
 * file of messages: read from the sources, so that none can be forgotten. What is put in at run
 * time stands as {@code …}.
 */
final class ProgramLines {
  private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  /** A text, of several pieces perhaps, and whether it is what is logged. */
  private static final Pattern TEXTS =
      Pattern.compile(
          "(LOG\\s*\\.(?:info|warn|error)\\(\\s*)?(" + TEXT + "(?:\\s*\\+\\s*" + TEXT + ")*+)");

  private static final Pattern PIECE = Pattern.compile(TEXT);
  private static final Pattern STATE = Pattern.compile("(^|\\s)state=[a-z]");
  private static final Pattern IN_ROUTES = Pattern.compile("(?m)^ *message: \"(.*)\"$");

  /** Of these programs the log is no daemon's. */
  private static final List<String> OTHERS = List.of("demo", "sandbox");

  private ProgramLines() {}

  /** All of them, sorted. */
  static Set<String> all() throws IOException {
    Set<String> lines = new TreeSet<>();
    Path main = Path.of("src", "main", "java", "io", "clooster");
    try (Stream<Path> files = Files.walk(main)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        if (!OTHERS.contains(main.relativize(file).getName(0).toString())) {
          TEXTS.matcher(Files.readString(file)).results().forEach(found -> add(found, lines));
        }
      }
    }
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
        IN_ROUTES
            .matcher(Files.readString(file))
            .results()
            .map(found -> filled(found.group(1)))
            .filter(line -> !line.equals("…"))
            .forEach(lines::add);
      }
    }
    return lines;
  }

  /** A line that is made elsewhere than it is logged is known by its state. */
  private static void add(MatchResult found, Set<String> lines) {
    StringBuilder text = new StringBuilder();
    Matcher pieces = PIECE.matcher(found.group(2));
    while (pieces.find()) {
      text.append(pieces.group(), 1, pieces.group().length() - 1);
    }
    if (found.group(1) != null || STATE.matcher(text).find()) {
      lines.add(filled(text.toString().replace("\\\"", "\"")));
    }
  }

  private static String filled(String text) {
    return text.replaceAll("\\$\\{(?:[^{}]|\\{[^}]*})*+}|\\{\\{[^}]*}}|\\{}|%[sd]", "…")
        .replaceAll("…+", "…");
  }
}
