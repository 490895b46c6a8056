// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.testing.DialOutcomes;
import io.clooster.testing.Logged;
import io.clooster.testing.TestChannels;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Accepted and dialled connections, in a time that the test moves. */
class ConnectionsTest {
  private static final String PEERS = "127.0.0.1";
  private static final String STRANGERS = "192.0.2.7";

  @AutoClose private final TestChannels channels = new TestChannels();
  private final Links links = new Links();
  private final PeerAddresses addresses = new PeerAddresses(PEERS);
  private final Protocol1AcceptedConnections accepted =
      new Protocol1AcceptedConnections(links, addresses, new Rejections());
  private final DialOutcomes outcomes = new DialOutcomes();
  private final List<Event> dialledEvents = new ArrayList<>();
  private final Logged log = Logged.by("io.clooster.link");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void eachConnectionOfThePeerIsGreetedProvenHeardAndEndsOnce() {
    // When
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(channel, Protocol1Bytes.helloAndNames(1));
    channel.close();

    // Then
    assertThat(Protocol1Bytes.received(channel, Object.class))
        .containsExactly(
            new Notice.Greeting(),
            new Event.LinkOpened(PEERS, 1, false),
            new Event.Heard(1),
            new Event.LinkClosed(1, "closed by the peer"));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void nothingIsToldToRoutesThatAreAboutToEnd() {
    // Given
    EmbeddedChannel linked = accept(PEERS);
    Protocol1Bytes.send(linked, Protocol1Bytes.helloAndNames(1));
    Protocol1Bytes.received(linked, Object.class);

    // When
    links.end();
    EmbeddedChannel peer = accept(PEERS);
    EmbeddedChannel stranger = accept(STRANGERS);
    linked.close();

    // Then
    assertThat(List.of(linked, peer, stranger))
        .allSatisfy(
            channel -> {
              assertThat(Protocol1Bytes.received(channel, Object.class)).isEmpty();
              assertThat(channel.isOpen()).isFalse();
            });
  }

  @Test
  void signsOfLifeInQuickSuccessionAreOne() {
    // Given
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(channel, Protocol1Bytes.helloAndNames(1));
    Protocol1Bytes.received(channel, Object.class);

    // When
    name(channel);
    List<Object> atOnce = Protocol1Bytes.received(channel, Object.class);
    channel.advanceTimeBy(PeerConnection.HEARD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    name(channel);

    // Then
    assertThat(atOnce).isEmpty();
    assertThat(Protocol1Bytes.received(channel, Object.class)).containsExactly(new Event.Heard(1));
  }

  @Test
  void aConnectionThatSaysNothingIsClosedAfterTenSeconds() {
    // Given
    EmbeddedChannel channel = accept(PEERS);
    channel.advanceTimeBy(9_999, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    boolean before = channel.isOpen();

    // When
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();

    // Then
    assertThat(before).isTrue();
    assertThat(channel.isOpen()).isFalse();
    assertThat(log.lines())
        .containsExactly("WARN Rejecting client 127.0.0.1 (no hello within 10 s)");
    assertThat(Protocol1Bytes.received(channel, Object.class))
        .containsExactly(new Notice.Greeting());
  }

  @Test
  void aProvenConnectionMayBeSilent() {
    // Given
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(channel, Protocol1Bytes.SRV2);

    // When
    channel.advanceTimeBy(1, TimeUnit.HOURS);
    channel.runScheduledPendingTasks();

    // Then
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aSecondConnectionThatDoesNotProveItselfIsToldFromAStrangers() {
    // Given
    Protocol1Bytes.send(accept(PEERS), Protocol1Bytes.SRV2);

    // When
    EmbeddedChannel second = accept(PEERS);
    second.advanceTimeBy(10, TimeUnit.SECONDS);
    second.runScheduledPendingTasks();

    // Then
    assertThat(log.lines())
        .containsExactly("WARN Rejecting client 127.0.0.1 (the other server is already connected)");
  }

  @Test
  void aStrangerIsClosedAtOnceAndNeverRead() {
    // Given
    addresses.refresh();

    // When
    EmbeddedChannel channel = accept(STRANGERS);
    boolean open = channel.isOpen();

    // Then
    assertThat(open).isFalse();
    assertThat(Protocol1Bytes.received(channel, Object.class))
        .containsExactly(new Notice.Stranger());
    assertThat(log.with("Rejecting"))
        .containsExactly("WARN Rejecting client 192.0.2.7 (unknown IP address)");
  }

  @Test
  void aStrangerIsAStrangerWhileThePeerIsConnected() {
    // Given
    addresses.refresh();
    Protocol1Bytes.send(accept(PEERS), Protocol1Bytes.SRV2);

    // When
    accept(STRANGERS);

    // Then
    assertThat(log.with("Rejecting"))
        .containsExactly("WARN Rejecting client 192.0.2.7 (unknown IP address)");
  }

  @Test
  void untilThePeersAddressIsKnownTheHelloDecides() {
    // When
    EmbeddedChannel channel = accept(STRANGERS);
    Protocol1Bytes.send(channel, Protocol1Bytes.SRV2);

    // Then
    assertThat(Protocol1Bytes.received(channel, Object.class))
        .containsExactly(new Notice.Greeting(), new Event.LinkOpened(PEERS, 1, false));
  }

  @Test
  void aWrongHelloIsRejectedAndToldOnce() {
    // When
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(
        channel, Protocol1Bytes.joined(Protocol1Bytes.SRV1, Protocol1Bytes.helloAndNames(2)));

    // Then
    assertThat(channel.isOpen()).isFalse();
    assertThat(Protocol1Bytes.received(channel, Object.class))
        .containsExactly(
            new Notice.Greeting(),
            new Event.HelloFailed(
                PEERS,
                HelloFault.WRONG_KEY,
                HelloOrigin.ADDRESS,
                "127.0.0.1 shows a wrong key or server name"));
    assertThat(log.lines())
        .containsExactly("WARN Rejecting client 127.0.0.1 (wrong key or server name)");
  }

  @Test
  void aPeerThatSpeaksTlsIsNamedAsSuchAndNeverAccepted() {
    // Given
    byte[] clientHello = new byte[200];
    clientHello[0] = 0x16;
    clientHello[1] = 0x03;

    // When
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(channel, clientHello);
    EmbeddedChannel dialled = dial();
    Protocol1Bytes.send(dialled, clientHello);

    // Then
    assertThat(channel.isOpen()).isFalse();
    assertThat(dialled.isOpen()).isFalse();
    assertThat(Protocol1Bytes.events(channel))
        .containsExactly(
            new Event.HelloFailed(
                PEERS,
                HelloFault.OTHER_VERSION,
                HelloOrigin.ADDRESS,
                "127.0.0.1: it speaks TLS, as protocol 2 does"));
    assertThat(dialledEvents)
        .extracting(event -> ((Event.HelloFailed) event).fault())
        .containsExactly(HelloFault.OTHER_VERSION);
    assertThat(log.lines())
        .containsExactly("WARN Rejecting client 127.0.0.1 (it speaks TLS, as protocol 2 does)");
  }

  @Test
  void garbageIsTheReasonOfTheEnd() {
    // When
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(channel, Protocol1Bytes.joined(Protocol1Bytes.SRV2, new byte[] {'x'}));

    // Then
    assertThat(channel.isOpen()).isFalse();
    assertThat(Protocol1Bytes.events(channel))
        .containsExactly(
            new Event.LinkOpened(PEERS, 1, false),
            new Event.LinkClosed(1, "bytes that are no keep-alive"));
  }

  @Test
  void anExceptionIsTheReasonOfTheEnd() {
    // Given
    EmbeddedChannel channel = accept(PEERS);
    Protocol1Bytes.send(channel, Protocol1Bytes.SRV2);

    // When
    channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
    channel.pipeline().fireExceptionCaught(new IOException("and again"));

    // Then
    assertThat(channel.isOpen()).isFalse();
    assertThat(Protocol1Bytes.events(channel))
        .containsExactly(
            new Event.LinkOpened(PEERS, 1, false),
            new Event.LinkClosed(1, "Connection reset by peer"));
  }

  @Test
  void anExceptionBeforeTheHelloIsTheReasonOfTheRejection() {
    // Given
    EmbeddedChannel channel = accept(PEERS);

    // When
    channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

    // Then
    assertThat(log.lines())
        .containsExactly("WARN Rejecting client 127.0.0.1 (Connection reset by peer)");
  }

  @Test
  void whenTheLobbyIsFullTheEldestGoes() {
    // Given
    List<EmbeddedChannel> waiting = new ArrayList<>();
    for (int i = 0; i < PendingConnections.PLACES; i++) {
      waiting.add(accept(PEERS));
    }
    Protocol1Bytes.send(waiting.get(0), Protocol1Bytes.SRV2);
    EmbeddedChannel takesThePlaceOfTheProven = accept(PEERS);
    List<String> before = List.copyOf(log.lines());

    // When
    accept(PEERS);

    // Then
    assertThat(before).isEmpty();
    assertThat(waiting.get(0).isOpen()).as("the proven one").isTrue();
    assertThat(waiting.get(1).isOpen()).as("the eldest").isFalse();
    assertThat(waiting.subList(2, waiting.size())).allMatch(EmbeddedChannel::isOpen);
    assertThat(takesThePlaceOfTheProven.isOpen()).isTrue();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void whoLeavesTheLobbyMakesRoom() {
    // Given
    for (int i = 0; i < PendingConnections.PLACES; i++) {
      accept(PEERS).close();
    }
    EmbeddedChannel first = accept(PEERS);

    // When
    for (int i = 1; i < PendingConnections.PLACES; i++) {
      accept(PEERS);
    }

    // Then
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void aDialledConnectionTellsTheSame() {
    // When
    EmbeddedChannel channel = dial();
    Protocol1Bytes.send(channel, Protocol1Bytes.helloAndNames(1));
    channel.close();

    // Then
    assertThat(dialledEvents)
        .containsExactly(
            new Event.LinkOpened(PEERS, 1, true),
            new Event.Heard(1),
            new Event.LinkClosed(1, "closed by the peer"));
    assertThat(outcomes.proved()).containsExactly(channel);
    assertThat(outcomes.unproven()).isEmpty();
  }

  @Test
  void aDialledConnectionThatIsNotThePeersSaysWhy() {
    // When
    Protocol1Bytes.send(dial(), Protocol1Bytes.SRV1);
    dial().close();
    EmbeddedChannel silent = dial();
    silent.advanceTimeBy(10, TimeUnit.SECONDS);
    silent.runScheduledPendingTasks();

    // Then
    assertThat(dialledEvents)
        .containsExactly(
            new Event.HelloFailed(
                PEERS,
                HelloFault.WRONG_KEY,
                HelloOrigin.DIALLED,
                "connected to 127.0.0.1:40000, but: wrong key or server name"),
            new Event.HelloFailed(
                PEERS,
                HelloFault.BROKEN,
                HelloOrigin.DIALLED,
                "connected to 127.0.0.1:40000, but: closed before its hello"),
            new Event.HelloFailed(
                PEERS,
                HelloFault.BROKEN,
                HelloOrigin.DIALLED,
                "connected to 127.0.0.1:40000, but: no hello within 10 s"));
    assertThat(outcomes.unproven()).hasSize(3);
    assertThat(outcomes.proved()).isEmpty();
  }

  @Test
  void linksAreFoundByTheirNumbersUntilTheyEnd() {
    // Given
    EmbeddedChannel first = dial();
    EmbeddedChannel second = dial();
    Protocol1Bytes.send(first, Protocol1Bytes.SRV2);
    Protocol1Bytes.send(second, Protocol1Bytes.SRV2);

    // When
    links.close(new Action.CloseLink(1));
    links.close(new Action.CloseLink(99));
    first.runPendingTasks();

    // Then
    assertThat(first.isOpen()).isFalse();
    assertThat(links.channel(new Action.SendKeepAlive(1))).isNull();
    assertThat(links.channel(new Action.SendKeepAlive(2))).isSameAs(second);
    assertThat(links.any()).isTrue();
    second.close();
    assertThat(links.any()).isFalse();
  }

  private EmbeddedChannel accept(String source) {
    return channels.opened(
        Protocol1Bytes.from(source, Protocol1Bytes.codec(), accepted.newChannelHandler()));
  }

  private EmbeddedChannel dial() {
    return channels.opened(
        Protocol1Bytes.from(
            PEERS,
            Protocol1Bytes.codec(),
            new Protocol1DialledConnection(PEERS, links, outcomes, dialledEvents::addAll)));
  }

  private static void name(EmbeddedChannel channel) {
    Protocol1Bytes.send(
        channel, Protocol1Bytes.PEER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
