// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import io.clooster.call.FailureText;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A program of the user's own, to be run once. No shell takes part, nothing of our environment that
 * may be secret is in its own, and a mark there tells all that comes of it from other processes.
 */
public final class MarkedProgram {
  private static final String MARK = "CLOOSTER_CHECK";

  /** What a program may need; the rest of our environment may be secret. */
  private static final Pattern HARMLESS =
      Pattern.compile("PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR");

  private final List<String> words;
  private final Map<String, String> variables;
  private final String mark;

  /**
   * A program and its arguments, each as it is.
   *
   * @param words the program first, by its path or to be found in {@code PATH}
   */
  public MarkedProgram(List<String> words) {
    this(words, Map.of(), newMark());
  }

  /**
   * The same with variables of its own.
   *
   * @param variables what it finds in its environment besides
   * @param mark by {@link #newMark}, of this run alone
   */
  public MarkedProgram(List<String> words, Map<String, String> variables, String mark) {
    this.words = List.copyOf(words);
    this.variables = Map.copyOf(variables);
    this.mark = mark;
  }

  /** What tells one run, and all that comes of it, from all others. */
  public static String newMark() {
    return UUID.randomUUID().toString();
  }

  /** Kills what is left of the run of this mark, which an earlier process of ours began. */
  public static void killLeft(String mark) {
    new ProcessTree(null, MARK + "=" + mark).kill();
  }

  /** What starts it. */
  public ProcessBuilder builder() {
    ProcessBuilder program = new ProcessBuilder(words);
    program.environment().keySet().removeIf(name -> !HARMLESS.matcher(name).matches());
    program.environment().putAll(variables);
    program.environment().put(MARK, mark);
    return program;
  }

  /** Kills what was started, and all that came of it; takes some ten milliseconds. */
  public void kill(Process started) {
    new ProcessTree(started, MARK + "=" + mark).kill();
  }

  /** The last line with something in it of what it wrote, after a colon; empty if there is none. */
  public static String lastLine(String written) {
    String line = FailureText.lastLine(written);
    return line.isEmpty() ? "" : ": " + line;
  }
}
