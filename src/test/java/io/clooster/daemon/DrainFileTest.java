// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.OrderTime;
import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a drain outlives a restart. */
class DrainFileTest {
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  @TempDir private Path state;

  private Path file() {
    return state.resolve(DrainFile.NAME);
  }

  @Test
  void aServerIsInServiceUnlessItIsDrained() throws IOException {
    DrainFile file = new DrainFile(state);
    assertThat(file.left(NOW)).isEmpty();
    file.write(Duration.ZERO, NOW);
    assertThat(file.left(NOW.plus(Duration.ofDays(400)))).contains(Duration.ZERO);
    file.delete();
    assertThat(file.left(NOW)).isEmpty();
    file.delete();
  }

  @Test
  void itsTimeRunsWhileNothingRuns() throws IOException {
    DrainFile file = new DrainFile(state);
    file.write(Duration.ofMinutes(30), NOW);
    assertThat(file.left(NOW.plusSeconds(600))).contains(Duration.ofMinutes(20));
    assertThat(file.left(NOW.plusSeconds(1800))).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aClockThatWasSetBackMakesItNoLonger() throws IOException {
    DrainFile file = new DrainFile(state);
    file.write(Duration.ofMinutes(30), NOW);
    assertThat(file.left(Instant.EPOCH)).contains(Duration.ofMinutes(30));
    assertThat(file.left(NOW.plus(Duration.ofDays(4000)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"until\": \"+999999999-12-31T23:59:59Z\"}",
        "{\"until\": \"2999-01-01T00:00:00Z\", \"lasts\": 9223372036854775807}",
        "{\"until\": \"2999-01-01T00:00:00Z\", \"lasts\": -1}"
      })
  void noEndIsSoFarAwayThatItCantBeReckonedWith(String text) throws IOException {
    Files.writeString(file(), text);
    assertThat(new DrainFile(state).left(NOW)).contains(OrderTime.DRAIN.longest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"until\": \"tomorrow\"}",
        "{\"until\": \"\\nWARN a line of its own\"}",
        "{\"until\": 7}",
        "{\"until\": \"2999-01-01T00:00:00Z\", \"lasts\": 1e999}"
      })
  void whatCantBeReadIsTakenAsDrained(String text) throws IOException {
    Files.writeString(file(), text);
    try (Logged log = Logged.by("clooster")) {
      assertThat(new DrainFile(state).left(NOW)).contains(Duration.ZERO);
      assertThat(log.with("a line of its own")).isEmpty();
    }
  }

  @Test
  @Timeout(10)
  void soIsWhatIsNoFileOrAHugeOne() throws Exception {
    Files.writeString(file(), "{\"until\": null" + " ".repeat(5_000_000) + "}");
    assertThat(new DrainFile(state).left(NOW)).contains(Duration.ZERO);
    Files.delete(file());
    NamedPipe.at(file());
    assertThat(new DrainFile(state).left(NOW)).contains(Duration.ZERO);
    new DrainFile(state).delete();
    Files.createDirectories(file().resolve("within"));
    assertThat(new DrainFile(state).left(NOW)).contains(Duration.ZERO);
    new DrainFile(state).write(Duration.ofMinutes(1), NOW);
    assertThat(new DrainFile(state).left(NOW)).contains(Duration.ofMinutes(1));
  }
}
