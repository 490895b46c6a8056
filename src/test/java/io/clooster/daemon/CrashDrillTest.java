// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.HoldOrder;
import io.clooster.failover.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When this server ends as if it had died, and how long the next start waits. */
@Timeout(60)
class CrashDrillTest {
  private static final Instant NOW = Instant.parse("2026-12-02T10:00:00Z");

  @TempDir private Path directory;
  private final AtomicBoolean ended = new AtomicBoolean();

  private CrashDrill drill(boolean embedded) {
    return new CrashDrill(
        new CrashFile(directory),
        Duration.ofSeconds(10),
        embedded,
        Clock.fixed(NOW, ZoneOffset.UTC),
        () -> ended.set(true));
  }

  private static Status status(String holder, boolean standby, HoldOrder hold) {
    Status.Peer other =
        new Status.Peer(
            "srv2", "connected", null, null, standby, false, false, "srv1", List.of(), 1, 0, 0, "");
    return new Status(
        2,
        "srv1",
        true,
        false,
        null,
        hold,
        List.of(other),
        new Status.Role("active", holder, null, Duration.ZERO),
        null,
        new Status.RecordStatus("srv1", "srv1", true, null, null),
        List.of());
  }

  private void refused(CrashDrill drill, Status status, String why) {
    assertThatThrownBy(() -> drill.crash(status))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("so nothing was done");
    assertThat(directory).isEmptyDirectory();
    assertThat(ended).isFalse();
  }

  @Test
  void itEndsAfterItsAnswerAndTheNextStartWaitsOnce() throws Exception {
    CrashDrill.Ordered ordered = drill(false).crash(status("srv1", true, null));

    assertThat(ordered.answer()).containsEntry("done", true).containsEntry("away_seconds", 10.0);
    await().untilTrue(ended);
    Instant start = NOW.plusSeconds(2);
    assertThat(new CrashFile(directory).take(start)).isEqualTo(Duration.ofSeconds(8));
    assertThat(new CrashFile(directory).take(start)).isZero();
  }

  @Test
  void itIsRefusedWhereItWouldBeALoss() {
    refused(drill(true), status("srv1", true, null), "inside another application");
    refused(drill(false), status("srv2", true, null), "srv1 does not hold the record");
    refused(drill(false), status("srv1", false, null), "no other server could hold the record");
    HoldOrder held = new HoldOrder(4, Duration.ofHours(1));
    refused(drill(false), status("srv1", true, held), "clooster release ends that");
  }

  @Test
  void itIsRefusedWhereTheNextStartWouldNotKnow() throws Exception {
    CrashFile unwritable = new CrashFile(Files.writeString(directory.resolve("a-file"), ""));
    CrashDrill drill =
        new CrashDrill(
            unwritable, Duration.ofSeconds(10), false, Clock.systemUTC(), () -> ended.set(true));

    assertThatThrownBy(() -> drill.crash(status("srv1", true, null)))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining("the next start would not know that it is to wait");
    assertThat(ended).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-12-02T09:59:59Z",
        "2026-12-02T10:02:01Z",
        "+999999999-12-31T23:59:59Z"
      })
  void noStartWaitsForWhatIsOverOrSenseless(String written) throws Exception {
    Files.writeString(directory.resolve(CrashFile.NAME), written);

    assertThat(new CrashFile(directory).take(NOW)).isZero();
    assertThat(directory).isEmptyDirectory();
  }
}
