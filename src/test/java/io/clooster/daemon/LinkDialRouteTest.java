// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.LinkAcceptRouteTest.SRV1;
import static io.clooster.daemon.LinkAcceptRouteTest.SRV2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.testing.DeafServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkDialRouteTest {
  private RouteSession session;
  private RouteDriver driver;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    session = RouteSession.connecting(directory).start();
    driver = new RouteDriver(session);
  }

  @AfterAll
  void stop() {
    driver.close();
    session.close();
  }

  @Test
  void aPortWhereNobodyListensIsARefusal() {
    // When
    dial();

    // Then
    assertThat(driver.next())
        .isEqualTo(
            new Event.ConnectFailed(
                RouteSession.PEER,
                true,
                "connecting to 127.0.0.1:" + session.port() + ": connection refused"));
  }

  @Test
  void weSayHelloFirstAndThePeerProvesItself() throws Exception {
    try (ServerSocket server = server()) {
      // When
      dial();
      try (RawPeer peer = new RawPeer(server.accept())) {
        String hello = peer.hex();
        peer.sendHex(SRV2).sendText("srv2.test");
        long link = driver.next(Event.LinkOpened.class).link();
        Event heard = driver.next();
        driver.order("direct:link-message", new Action.SendKeepAlive(link));
        String name = peer.text();
        peer.hangUp();

        // Then
        assertThat(hello).isEqualTo(SRV1);
        assertThat(heard).isEqualTo(new Event.Heard(link));
        assertThat(name).isEqualTo("srv1.test");
        assertThat(driver.next()).isEqualTo(new Event.LinkClosed(link, "closed by the peer"));
      }
    }
  }

  @Test
  void aServerWithAnotherKeyIsNoPeer() throws Exception {
    try (ServerSocket server = server()) {
      // When
      dial();
      try (RawPeer peer = new RawPeer(server.accept())) {
        peer.sendHex(SRV1);

        // Then
        assertThat(driver.next())
            .isEqualTo(
                new Event.HelloFailed(
                    RouteSession.PEER,
                    HelloFault.WRONG_KEY,
                    HelloOrigin.DIALLED,
                    "connected to 127.0.0.1:"
                        + session.port()
                        + ", but: wrong key or server name"));
        await().until(peer::ended);
      }
    }
  }

  @Test
  void aConnectionThatIsClosedBeforeItsHelloIsNoLink() throws Exception {
    try (ServerSocket server = server()) {
      // When
      dial();
      server.accept().close();

      // Then
      Event.HelloFailed failed = driver.next(Event.HelloFailed.class);
      assertThat(failed.fault()).isEqualTo(HelloFault.BROKEN);
    }
    dial();
    assertThat(driver.next())
        .as("nothing else comes of it")
        .isInstanceOf(Event.ConnectFailed.class);
  }

  @Test
  void aPortThatDoesNotAnswerIsNoRefusal() throws Exception {
    try (DeafServer deaf = new DeafServer(session.port())) {
      // When
      dial();

      // Then
      assertThat(driver.next())
          .isEqualTo(
              new Event.ConnectFailed(
                  RouteSession.PEER,
                  false,
                  "connecting to 127.0.0.1:" + deaf.port() + ": no answer in time"));
    }
  }

  @Test
  void aNameThatIsNotFoundIsNoRefusal(@TempDir Path directory) throws Exception {
    try (RouteSession other = RouteSession.connecting(directory, "nowhere.invalid", 1).start();
        RouteDriver there = new RouteDriver(other)) {
      // When
      there.order("seda:link-dial", new Action.Connect(RouteSession.PEER));

      // Then
      Event.ConnectFailed failed = there.next(Event.ConnectFailed.class);
      assertThat(failed.refused()).isFalse();
      assertThat(failed.reason())
          .startsWith("connecting to nowhere.invalid:1: name lookup failed: nowhere.invalid");
    }
  }

  @Test
  void aNewAttemptNeverGoesOverAnOldConnection() throws Exception {
    try (ServerSocket server = server()) {
      // Given
      dial();
      RawPeer first = new RawPeer(server.accept());
      assertThat(first.hex()).isEqualTo(SRV1);
      first.sendHex(SRV2);
      long old = driver.next(Event.LinkOpened.class).link();

      // When
      dial();

      // Then
      try (RawPeer second = new RawPeer(server.accept())) {
        assertThat(second.hex()).isEqualTo(SRV1);
        assertThat(first.ended()).isTrue();
        assertThat(driver.next(Event.LinkClosed.class).link()).isEqualTo(old);
        second.sendHex(SRV2);
        assertThat(driver.next(Event.LinkOpened.class).link()).isGreaterThan(old);
      }
      driver.next(Event.LinkClosed.class);
    }
  }

  private void dial() {
    driver.order("seda:link-dial", new Action.Connect(RouteSession.PEER));
  }

  private ServerSocket server() throws Exception {
    ServerSocket server = new ServerSocket(session.port(), 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(10_000);
    return server;
  }
}
