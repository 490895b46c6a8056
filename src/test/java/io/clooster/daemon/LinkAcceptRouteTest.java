// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.link.Rejections;
import io.clooster.testing.Logged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkAcceptRouteTest {
  /** HMAC-SHA256 of srv1.test and srv2.test under fancy_key: the original's bytes. */
  static final String SRV1 = "931f70e5c313dff19251ef52f7686ee75c36c86f7d7aeba89c6e2382662a237b";

  static final String SRV2 = "7a134de0a3e9d8a9f8b5a1225a0adc97d0c3d94216743d0d0ece4f914dc66733";

  private RouteSession session;
  private RouteDriver driver;
  private RawPeer peer;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    session = RouteSession.listening(directory).start();
    driver = new RouteDriver(session);
  }

  @AfterAll
  void stop() {
    driver.close();
    session.close();
  }

  @BeforeEach
  void connect() throws Exception {
    // Each test is a minute of its own: the strangers of the others are no reason for silence.
    session.daemon().context().getRegistry().findSingleByType(Rejections.class).endOfMinute();
    peer = RawPeer.connect(session.port());
  }

  @AfterEach
  void disconnect() throws Exception {
    peer.close();
  }

  @Test
  void weSayHelloFirstWith32RawBytesInOnePiece() throws Exception {
    assertThat(peer.hex()).isEqualTo(SRV1);
  }

  @Test
  void aPeerThatProvesItselfIsALinkUntilItCloses() throws Exception {
    // When
    long link = hello();
    peer.sendText("srv2.test");
    Event heard = driver.next();
    peer.close();

    // Then
    assertThat(heard).isEqualTo(new Event.Heard(link));
    assertThat(driver.next()).isEqualTo(new Event.LinkClosed(link, "closed by the peer"));
  }

  @Test
  void helloAndNameMayComeInOnePieceOrByteByByte() throws Exception {
    // When
    for (byte b : HexFormat.of().parseHex(SRV2)) {
      peer.send(new byte[] {b});
    }
    peer.sendText("srv").sendText("2.testsrv2.");
    long link = driver.next(Event.LinkOpened.class).link();

    // Then
    assertThat(driver.next()).isEqualTo(new Event.Heard(link));
    hangUp(link);
  }

  @Test
  void aKeepAliveIsOurNameAlone() throws Exception {
    // Given
    long link = hello();
    peer.hex();

    // When
    driver.order("direct:link-message", new Action.SendKeepAlive(link));
    String first = peer.text();
    driver.order("direct:link-message", new Action.SendKeepAlive(link));
    String second = peer.text();

    // Then
    assertThat(first).isEqualTo("srv1.test");
    assertThat(second).isEqualTo("srv1.test");
    hangUp(link);
  }

  @Test
  void aKeepAliveForALinkThatIsGoneIsNoError() throws Exception {
    // Given
    long link = hello();
    hangUp(link);

    // When
    try (Logged log = Logged.by("ROOT")) {
      driver.order("direct:link-message", new Action.SendKeepAlive(link));

      // Then
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aWrongHelloIsRejectedAndTold() throws Exception {
    try (Logged log = Logged.by("io.clooster")) {
      // When
      peer.sendHex(SRV1);
      Event event = driver.next();

      // Then
      assertThat(event)
          .isEqualTo(
              new Event.HelloFailed(
                  RouteSession.PEER,
                  HelloFault.WRONG_KEY,
                  HelloOrigin.ADDRESS,
                  "127.0.0.1 shows a wrong key or server name"));
      peer.hex();
      assertThat(peer.ended()).isTrue();
      assertThat(log.with("Rejecting"))
          .containsExactly("WARN Rejecting client 127.0.0.1 (wrong key or server name)");
    }
  }

  @Test
  void garbageAfterTheHelloEndsTheLinkOnce() throws Exception {
    // Given
    long link = hello();

    // When
    peer.sendText("srv2.testsrv3.test");

    // Then
    List<Event> events = new ArrayList<>();
    do {
      events.add(driver.next());
    } while (!(events.get(events.size() - 1) instanceof Event.LinkClosed));
    assertThat(events).last().isEqualTo(new Event.LinkClosed(link, "bytes that are no keep-alive"));
    assertThat(peer.hex()).isEqualTo(SRV1);
    assertThat(peer.ended()).isTrue();
    assertThat(driver.waiting()).isNull();
  }

  @Test
  void aResetIsTheEndOfTheLink() throws Exception {
    // Given
    long link = hello();
    assertThat(peer.hex()).as("nothing of ours is under way").isEqualTo(SRV1);

    // When
    peer.reset();

    // Then
    assertThat(driver.next())
        .isEqualTo(new Event.LinkClosed(link, "connection failed: Connection reset"));
  }

  @Test
  void aNewerConnectionOfThePeerIsALinkOfItsOwn() throws Exception {
    // Given
    long old = hello();
    RawPeer first = peer;

    // When
    peer = RawPeer.connect(session.port());
    long young = hello();

    // Then
    assertThat(young).isGreaterThan(old);
    first.close();
    assertThat(driver.next()).isEqualTo(new Event.LinkClosed(old, "closed by the peer"));
    hangUp(young);
  }

  @Test
  void silentConnectionsKeepThePeerNotOut() throws Exception {
    // Given
    List<RawPeer> silent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      silent.add(RawPeer.connect(session.port()));
    }

    // When
    peer = RawPeer.connect(session.port());
    long link = hello();

    // Then
    assertThat(silent.get(0).hex()).isIn(SRV1, "");
    await().until(() -> silent.get(0).ended());
    hangUp(link);
    for (RawPeer connection : silent) {
      connection.close();
    }
  }

  @Test
  void aPeerThatFloodsUsWithItsNameFillsNoQueue() throws Exception {
    // Given
    long link = hello();

    // When
    byte[] name = "srv2.test".getBytes(UTF_8);
    for (int i = 0; i < 50_000; i++) {
      peer.send(name);
    }
    peer.close();

    // Then
    int heard = 0;
    while (driver.next() instanceof Event.Heard) {
      heard++;
    }
    assertThat(heard).isBetween(1, 200);
    assertThat(link).isPositive();
  }

  private long hello() throws Exception {
    peer.sendHex(SRV2);
    return driver.next(Event.LinkOpened.class).link();
  }

  private void hangUp(long link) throws Exception {
    peer.close();
    assertThat(driver.next()).isEqualTo(new Event.LinkClosed(link, "closed by the peer"));
  }
}
