// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.clooster.testing.SignalDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of an example, and what it wrote, which stays until the next build. */
final class ExampleProcess {
  private final Path directory;
  private final Path hosts;
  private final Path out;
  private Process process;
  private int linesBefore;

  /**
   * Not started yet.
   *
   * @param directory its working directory
   * @param hosts the names that it knows
   * @param out the file for what it writes, which is made
   */
  ExampleProcess(Path directory, Path hosts, Path out) throws IOException {
    this.directory = directory;
    this.hosts = hosts;
    this.out = Files.createFile(out);
  }

  /** Starts it, perhaps once more; {@code jars} is where its jars are. */
  void start(Path jars, String main, List<String> arguments) throws IOException {
    linesBefore = lines().size();
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                jars + "/*",
                main));
    words.addAll(arguments);
    process =
        new ProcessBuilder(SignalDefaults.restoredFor(words))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .start();
  }

  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** As systemd, or Ctrl-C, stops it: it has to end within that time. */
  @CanIgnoreReturnValue
  int terminate(Duration within) throws InterruptedException {
    process.destroy();
    return exitStatus(within);
  }

  /** It has to end within that time. */
  int exitStatus(Duration within) throws InterruptedException {
    assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)).as(log()).isTrue();
    return process.exitValue();
  }

  String log() {
    try {
      return Files.readString(out, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    return log().lines().toList();
  }

  /** Those since it was started last. */
  List<String> newLines() {
    var all = lines();
    return all.subList(linesBefore, all.size());
  }
}
