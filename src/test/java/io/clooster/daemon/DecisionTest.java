// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.message.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionTest {
  private static final Words WORDS = Words.of("srv1.test", "www.test");
  private static final Duration BEAT = Duration.ofMillis(200);

  @TempDir private Path directory;

  private final AtomicLong clock = new AtomicLong(7);
  private final List<String> log = new ArrayList<>();
  private Decision decision;
  private Config config;

  @BeforeEach
  void groupOfThree() throws Exception {
    var file = directory.resolve("clooster.json");
    Files.writeString(
        file,
        """
        {
          "servers": ["srv1.test", "srv2.test", "srv3.test"],
          "this_server": "srv1.test",
          "listen": { "port": 2000 },
          "key": "a-key-of-the-group",
          "claim": false,
          "cloudflare": { "token": "T", "zone": "test", "record": "www.test" }
        }
        """,
        UTF_8);
    config = ConfigReader.read(file, directory, name -> null);
    decision = new Decision(config, clock::get);
  }

  private void ticksFor(Duration time) {
    for (long ticks = time.dividedBy(BEAT); ticks > 0; ticks--) {
      clock.addAndGet(BEAT.toNanos());
      for (var action : decision.on(new Event.Tick())) {
        if (action instanceof Action.Log line) {
          log.add(WORDS.line(line));
        }
      }
    }
  }

  @Test
  void timeBeforeTheFirstEventIsNotTimeInWhichAPeerCouldHaveBeenSeen() {
    // Given: a machine that takes two minutes until all routes run.
    clock.addAndGet(Duration.ofMinutes(2).toNanos());

    // When, then
    ticksFor(Duration.ofSeconds(29));
    assertThat(log).noneMatch(line -> line.contains("never seen"));
    ticksFor(Duration.ofSeconds(3));
    assertThat(log).anyMatch(line -> line.contains("suspect: never seen since our start"));
  }

  @Test
  void aServerThatWasDrainedBeforeItsStartIsSoWhoeverComesFirst() throws Exception {
    Files.createDirectories(config.stateDir());
    new DrainFile(config.stateDir()).write(Duration.ZERO, Instant.now());

    // When, then: a question comes before the first event.
    assertThat(decision.status().drained()).isTrue();
    ticksFor(Duration.ofSeconds(1));
    assertThat(log).filteredOn(line -> line.contains("state=drained")).hasSize(1);

    // When, then: or the first event does.
    var another = new Decision(config, clock::get);
    another.on(new Event.Tick());
    assertThat(another.status().drained()).isTrue();
  }

  @Test
  void theRestOfItsTimeCountsAfterARestart() throws Exception {
    Files.createDirectories(config.stateDir());
    new DrainFile(config.stateDir())
        .write(Duration.ofMinutes(30), Instant.now().minusSeconds(1200));

    ticksFor(Duration.ofSeconds(590));
    assertThat(decision.status().drained()).isTrue();
    ticksFor(Duration.ofSeconds(11));
    assertThat(decision.status().drained()).isFalse();
  }
}
