// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.message.Message;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.SandboxFault;
import io.clooster.sandbox.SandboxFaults;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop is clean, and over in less than five seconds, whatever is under way. */
@Slow
class StopTest {
  @TempDir private Path directory;
  private RouteSession session;

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  @Timeout(60)
  void withLettersThatAreTriedAgain() throws Exception {
    // Given
    session = RouteSession.listening(directory);
    session.sandbox().pushbullet().down();
    session.start();
    try (Logged log = Logged.by("ROOT")) {
      tell();
      await().until(() -> log.with("undelivered").count() >= 2);

      // When
      long took = stop();

      // Then
      assertThat(took).isLessThan(5_000);
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(letters()).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void withACallThatHangs() throws Exception {
    // Given
    session = RouteSession.listening(directory).callDeadline(Duration.ofSeconds(15));
    SandboxFaults.Rule hang =
        session.sandbox().cloudflare().faults().onAny().always(SandboxFault.hang());
    SandboxFaults.Rule too =
        session.sandbox().pushbullet().faults().onAny().always(SandboxFault.hang());
    session.start();
    tell();
    await().until(() -> hang.hits() > 0 && too.hits() > 0);

    // When
    long took = stop();

    // Then
    assertThat(took).isLessThan(5_000);
    assertThat(letters()).hasSize(1);
  }

  @Test
  @Timeout(60)
  void withADialUnderWay() throws Exception {
    // Given
    session = RouteSession.connecting(directory);
    try (DeafServer deaf = new DeafServer(session.port())) {
      session.start();
      var underWay = session.daemon().context().getInflightRepository();
      await().until(() -> underWay.size("link-dial") > 0);

      // When
      long took = stop();

      // Then
      assertThat(took).isLessThan(5_000);
      assertThat(deaf.port()).isEqualTo(session.port());
    }
  }

  @Test
  @Timeout(60)
  void withALinkThatIsUp() throws Exception {
    // Given
    session = RouteSession.listening(directory).with("\"link\": {\"confirm\": 0}").start();
    try (RawPeer peer = RawPeer.connect(session.port());
        Logged log = Logged.by("ROOT")) {
      peer.sendHex(LinkAcceptRouteTest.SRV2);
      assertThat(peer.hex()).isEqualTo(LinkAcceptRouteTest.SRV1);
      await().until(() -> log.with("state=up").count() > 0);

      // When
      long took = stop();

      // Then
      assertThat(took).isLessThan(5_000);
      assertThat(peer.ended()).isTrue();
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(log.with("peer="))
          .as("nobody died")
          .noneMatch(line -> line.contains("disconnected"));
      assertThat(session.sandbox().cloudflare().calls()).noneMatch(ApiCall::isWrite);
    }
  }

  private long stop() {
    long before = System.nanoTime();
    session.stop();
    return (System.nanoTime() - before) / 1_000_000;
  }

  private void tell() {
    session
        .daemon()
        .context()
        .createProducerTemplate()
        .sendBody("seda:notify", new Message("run-1", "peer-down", "srv2.test", "Title", "Text"));
  }

  private List<Path> letters() throws Exception {
    try (Stream<Path> files = Files.list(session.outbox().resolve("pushbullet"))) {
      return files.toList();
    }
  }
}
