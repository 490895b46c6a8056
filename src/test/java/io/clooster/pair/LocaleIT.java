// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Times in the log and in the outbox are the same everywhere: ISO 8601, ASCII digits, UTC, however
 * the machine counts its years and writes its numbers.
 */
@ProcessTest
class LocaleIT {
  @RegisterExtension private final Pair pair = new Pair();

  /** The Buddhist calendar: 543 years more. */
  @Test
  void theTimesDoNotFollowTheLocale() throws Exception {
    theTimesAreTheSameIn("-Duser.language=th -Duser.country=TH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the years of an emperor
        "-Duser.language=ja -Duser.country=JP -Duser.variant=JP",
        // digits that \\d does not match
        "-Duser.language=ar -Duser.country=EG -Duser.timezone=Africa/Cairo"
      })
  @Full
  void norDoTheyFollowAnyOther(String locale) throws Exception {
    theTimesAreTheSameIn(locale);
  }

  private void theTimesAreTheSameIn(String locale) throws Exception {
    // Given
    pair.pushbullet().down();
    var begin = Instant.now();
    pair.srv1().with(locale).start();
    pair.srv2().with(locale).start();
    pair.srv1().awaitLine("state=up: connected");
    pair.srv2().awaitLine("state=up: connected");

    // When
    pair.srv1().kill();
    await().until(() -> !letters(pair.srv2()).isEmpty());

    // Then
    for (var server : List.of(pair.srv1(), pair.srv2())) {
      assertThat(server.allLines())
          .isNotEmpty()
          .allMatch(line -> Server.LOG_LINE.matcher(line).matches())
          .allMatch(line -> between(begin, Instant.parse(line.replaceFirst(" .*", ""))));
    }
    assertThat(letters(pair.srv2()))
        .allMatch(
            name -> name.matches("[12]-\\d{8}T\\d{6}\\.\\d{3}Z-\\d{6}(-[!-~]+)?-[a-z]+\\.json"))
        .allMatch(name -> between(begin, time(name)));
  }

  private static boolean between(Instant begin, Instant time) {
    // The log knows no more than milliseconds.
    return !time.isBefore(begin.minusMillis(1)) && !time.isAfter(Instant.now());
  }

  private static Instant time(String letter) {
    return Instant.parse(
        letter.replaceFirst(
            "..(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d\\.\\d{3}Z).*",
            "$1-$2-$3T$4:$5:$6"));
  }

  private static List<String> letters(Server server) throws IOException {
    Path outbox = server.stateDirectory().resolve("outbox/pushbullet");
    if (!Files.isDirectory(outbox)) {
      return List.of();
    }
    try (var files = Files.list(outbox)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.startsWith("."))
          .toList();
    }
  }
}
