// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code crash-drill} in the state directory, from an ordered crash to the start after it: until
 * when that start waits. It counts once.
 */
public final class CrashFile {
  /** Its name in the state directory. */
  static final String NAME = "crash-drill";

  /** Whatever stands there, no start waits longer. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path file;

  /** In this directory. */
  public CrashFile(Path stateDirectory) {
    this.file = stateDirectory.resolve(NAME);
  }

  void store(Instant until) throws IOException {
    StateFile.replace(file, until.toString().getBytes(UTF_8));
  }

  /** How long this start has to wait from {@code now} on; zero where nobody ordered a crash. */
  public Duration take(Instant now) {
    try {
      String until = new String(StateFile.read(file), UTF_8);
      Files.delete(file);
      Duration left = Duration.between(now, Instant.parse(until));
      boolean sensible = !left.isNegative() && left.compareTo(LONGEST) <= 0;
      return sensible ? left : Duration.ZERO;
    } catch (NoSuchFileException e) {
      return Duration.ZERO;
    } catch (IOException | DateTimeException | ArithmeticException e) {
      LOG.warn(
          "file={} state=illegible: {}; starts at once, and if it is there still, delete it",
          file,
          FailureText.of(e));
      return Duration.ZERO;
    }
  }
}
