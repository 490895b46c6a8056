// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.testing.SignalDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command to run as a process, in an environment that holds nothing of the caller's but what is
 * given here and the PATH.
 *
 * @param words program and arguments
 * @param directory working directory
 * @param environment variables
 */
record Command(List<String> words, Path directory, Map<String, String> environment) {

  static Command of(Object... words) {
    return new Command(
        Arrays.stream(words).map(Object::toString).toList(),
        Path.of("").toAbsolutePath(),
        Map.of("PATH", System.getenv("PATH")));
  }

  Command in(Path directory) {
    return new Command(words, directory, environment);
  }

  Command with(String variable, Object value) {
    var more = new LinkedHashMap<>(environment);
    more.put(variable, value.toString());
    return new Command(words, directory, more);
  }

  /** The same by another program, such as {@code setpriv}, that is given it as arguments. */
  Command by(List<String> program) {
    var all = new ArrayList<>(program);
    all.addAll(words);
    return new Command(all, directory, environment);
  }

  Running start() throws IOException {
    var out = Files.createTempFile("command", ".out");
    var err = Files.createTempFile("command", ".err");
    var builder =
        new ProcessBuilder(SignalDefaults.restoredFor(words))
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  Outcome run() throws IOException, InterruptedException {
    return start().outcome();
  }

  /**
   * A started command.
   *
   * @param process the process
   * @param out file with its standard output
   * @param err file with its standard error
   */
  record Running(Process process, Path out, Path err) {

    /** Waits for the end: a minute, then it is killed and the test fails. */
    Outcome outcome() throws IOException, InterruptedException {
      return outcome(1);
    }

    /** The same after that many minutes. */
    Outcome outcome(int minutes) throws IOException, InterruptedException {
      try {
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
          throw new AssertionError(
              "not finished within " + minutes + " min: " + process.info().commandLine());
        }
        return new Outcome(
            process.pid(),
            process.exitValue(),
            Files.readString(out, UTF_8),
            Files.readString(err, UTF_8));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    }
  }

  /**
   * What came of a command.
   *
   * @param pid its process id
   * @param status its exit status
   * @param out its standard output
   * @param err its standard error
   */
  record Outcome(long pid, int status, String out, String err) {}
}
