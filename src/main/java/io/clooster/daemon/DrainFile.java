// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.FailureText;
import io.clooster.config.OrderTime;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code drain.json} in the state directory, while the operator has taken this server out of
 * service: so it stays out of service over restarts. Of a drain that ended by itself it is left
 * until the next start, which finds that it is over.
 */
final class DrainFile {
  /** Its name in the state directory. */
  static final String NAME = "drain.json";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path file;

  /** In this directory. */
  DrainFile(Path stateDirectory) {
    this.file = stateDirectory.resolve(NAME);
  }

  /**
   * What it holds.
   *
   * @param until its end by the wall clock, ISO 8601; null for none
   * @param lasts how long it was to last, in seconds; null for without an end
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Drained(@Nullable String until, @Nullable Long lasts) {}

  /**
   * How long this server is drained yet, zero for until it is resumed; empty where it is not. What
   * can't be read may mean that it is: a server that is being worked at must not take the record.
   */
  Optional<Duration> left(Instant now) {
    try {
      Drained drained = JSON.readValue(StateFile.read(file), Drained.class);
      if (drained == null || drained.until() == null) {
        return Optional.of(Duration.ZERO);
      }
      Duration left = left(drained.until(), drained.lasts(), now);
      if (left.isZero()) {
        over();
        return Optional.empty();
      }
      return Optional.of(left);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | DateTimeException | ArithmeticException e) {
      return illegible("it is not what Clooster writes there");
    } catch (IOException e) {
      return illegible(FailureText.of(e));
    }
  }

  /**
   * Zero when it is over. A clock that was set back, or is not set yet, makes no drain longer than
   * it was to be.
   */
  private static Duration left(String until, @Nullable Long lasts, Instant now) {
    Duration left = Duration.between(now, Instant.parse(until));
    Duration most = Duration.ofSeconds(lasts == null ? 0 : lasts);
    if (most.isNegative() || most.isZero() || most.compareTo(OrderTime.DRAIN.longest()) > 0) {
      most = OrderTime.DRAIN.longest();
    }
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(most) < 0 ? left : most;
  }

  private Optional<Duration> illegible(String why) {
    LOG.warn(
        "file={} state=illegible: taken as drained until somebody says clooster resume: {}",
        file,
        why);
    return Optional.of(Duration.ZERO);
  }

  /** It may stay: it is over at any later start, too. */
  private void over() {
    try {
      delete();
    } catch (IOException e) {
      LOG.warn("state=left: {} can't be deleted: {}", file, FailureText.of(e));
    }
  }

  /** From now on it is drained, for so long; zero for until it is resumed. */
  void write(Duration lasts, Instant now) throws IOException {
    Drained drained =
        lasts.isZero()
            ? new Drained(null, null)
            : new Drained(now.plus(lasts).toString(), lasts.toSeconds());
    StateFile.replace(file, JSON.writeValueAsBytes(drained));
  }

  /** What stands there, whatever that is; nothing where there is no such file. */
  byte[] content() throws IOException {
    try {
      return StateFile.read(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /** Puts that there again. */
  void restore(byte[] content) throws IOException {
    if (content.length == 0) {
      delete();
    } else {
      StateFile.replace(file, content);
    }
  }

  /** It is not drained any more. */
  void delete() throws IOException {
    StateFile.delete(file);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
