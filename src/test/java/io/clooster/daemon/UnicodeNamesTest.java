// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.Sandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A zone, a record and servers whose names have other letters than ASCII's. */
@Timeout(60)
@Slow
class UnicodeNamesTest {
  private static final String ASCII = "xn--bcher-kva.example";
  private static final String UNICODE = "bücher.example";
  private static final String WWW = "www." + ASCII;
  private static final String FIRST = "srv1." + ASCII;
  private static final String SECOND = "srv2." + ASCII;

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();

  @TempDir private Path directory;

  @BeforeEach
  void theZoneIsListedInUnicodeAndItsRecordsInAscii() {
    cloudflare.addZone(UNICODE);
    cloudflare.allowToken("token-1");
    cloudflare.addRecord(WWW, "CNAME", FIRST);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {UNICODE, ASCII, "BÜCHER.example.", "XN--BCHER-KVA.example"})
  @Full
  void aRecordIsMovedHoweverItsZoneIsWritten(String zone) throws Exception {
    try (Daemon daemon = start(zone);
        RouteDriver driver = new RouteDriver(daemon.context())) {
      // Given
      RecordSnapshot snapshot = read(driver);
      Claim next = next(snapshot, SECOND);

      // When
      driver.order("seda:record-write", new Action.WriteRecord(2, snapshot, SECOND, next));
      Event.RecordWritten written = driver.next(Event.RecordWritten.class);

      // Then
      assertThat(snapshot.value()).isEqualTo(FIRST);
      assertThat(written.after()).isEqualTo(read(driver));
      assertThat(written.after().value()).isEqualTo(SECOND);
      assertThat(cloudflare.content(WWW, "CNAME")).isEqualTo(SECOND);
      assertThat(cloudflare.claimsNow(WWW)).hasSize(1);
      assertThat(cloudflare.claimsNow(WWW).get(0)).contains("holder=" + SECOND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {UNICODE, ASCII})
  void whatTheApiGivesBackInUnicodeIsTheSame(String zone) throws Exception {
    // Given
    cloudflare
        .faults()
        .onAny()
        .always(SandboxFault.answersInstead(body -> body.replace(ASCII, "Bücher.EXAMPLE.")));
    try (Daemon daemon = start(zone);
        RouteDriver driver = new RouteDriver(daemon.context())) {
      // When
      RecordSnapshot snapshot = read(driver);
      driver.order(
          "seda:record-write", new Action.WriteRecord(2, snapshot, SECOND, next(snapshot, SECOND)));
      Event answer = driver.next();

      // Then
      assertThat(snapshot.value()).isEqualTo(FIRST);
      assertThat(answer).isInstanceOf(Event.RecordWritten.class);
      assertThat(read(driver).value()).isEqualTo(SECOND);
    }
  }

  private static Claim next(RecordSnapshot snapshot, String holder) {
    Claim old = snapshot.claim();
    return new Claim(old == null ? 1 : old.epoch() + 1, holder, Duration.ofSeconds(60));
  }

  private static RecordSnapshot read(RouteDriver driver) {
    driver.order("seda:record-read", new Action.ReadRecord(1));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  private Daemon start(String zone) throws Exception {
    Path home = Path.of("").toAbsolutePath();
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"operate": false, "this_server": "srv1.%1$s", "servers": ["srv1.%1$s", "srv2.%1$s"],
             "key": "a long and random text", "verify": false,
             "listen": {"address": "127.0.0.1", "port": %2$d},
             "cloudflare": {"token": "token-1", "api": "%3$s", "zone": "%1$s",
                            "record": "www.%1$s"}}
            """
                .formatted(zone, RouteSession.freePort(), cloudflare.uri()));
    Config config = ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null);
    return Daemon.start(config, home, RouteSession.CALL_DEADLINE, RouteSession.QUEUE_PATIENCE);
  }
}
