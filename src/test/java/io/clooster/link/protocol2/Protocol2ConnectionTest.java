// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static io.clooster.link.protocol2.TestSettings.SRV1;
import static io.clooster.link.protocol2.TestSettings.SRV2;
import static io.clooster.link.protocol2.TestSettings.SRV3;
import static io.clooster.link.protocol2.TestSettings.THREE;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Report;
import io.clooster.link.Links;
import io.clooster.link.PeerConnection;
import io.clooster.link.PendingConnections;
import io.clooster.link.Rejections;
import io.clooster.link.RoundTrips;
import io.clooster.testing.DialOutcomes;
import io.clooster.testing.Logged;
import io.clooster.testing.TestChannels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Both ends of a connection without a network, in a time that the test moves. */
class Protocol2ConnectionTest {
  private static final Report REPORT = report(1);

  @AutoClose private final TestChannels channels = new TestChannels();
  private long nanos = 1;
  private final List<Event> toldTogether = new ArrayList<>();
  private final List<Event> dialledEvents = new ArrayList<>();
  private final RoundTrips measured = new RoundTrips();
  private final Protocol2Links here =
      new Protocol2Links(
          THREE.of(SRV1),
          new Links(),
          toldTogether::addAll,
          channel -> new Certificates(Talk.CERTIFICATE1, Talk.CERTIFICATE2),
          new RoundTrips(),
          () -> nanos);
  private final Protocol2Links there =
      new Protocol2Links(
          THREE.of(SRV2),
          new Links(),
          dialledEvents::addAll,
          channel -> new Certificates(Talk.CERTIFICATE2, Talk.CERTIFICATE1),
          measured,
          () -> nanos);
  private final PendingConnections pending = new PendingConnections();
  private final Rejections rejections = new Rejections();
  private final Logged log = Logged.by("io.clooster.link");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void theRoundTripOfALinkIsMeasuredAsLongAsItLasts() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);

    // When
    pass(dialler, 10_000);
    nanos += 7_000_000;
    talk(dialler, acceptor);
    Map<String, Duration> linked = measured.known();
    dialler.close();

    // Then
    assertThat(linked).containsExactly(Map.entry(SRV1, Duration.ofMillis(7)));
    assertThat(measured.known()).isEmpty();
  }

  @Test
  void anAnswerToNothingThatWasAskedLastMeasuresNothing() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);

    // When
    acceptor.pipeline().writeAndFlush(new PingMessage(1).frame(MessageType.PONG));
    talk(dialler, acceptor);
    pass(dialler, 10_000);
    acceptor.pipeline().writeAndFlush(new PingMessage(7).frame(MessageType.PONG));
    carry(acceptor, dialler, Integer.MAX_VALUE);

    // Then
    assertThat(measured.known()).isEmpty();
    assertThat(dialler.isOpen()).isTrue();
  }

  @Test
  void aLinkOpensOnBothSidesCarriesReportsAndEnds() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();

    // When
    talk(dialler, acceptor);
    dialler.writeOutbound(new Action.SendReport(1, REPORT));
    acceptor.writeOutbound(new Action.SendReport(1, report(9)));
    talk(dialler, acceptor);
    acceptor.close();
    dialler.close();

    // Then
    assertThat(events(acceptor))
        .containsExactly(
            new Event.LinkOpened(SRV2, 1, false),
            new Event.Reported(1, REPORT),
            new Event.LinkClosed(1, "closed by the peer"));
    assertThat(dialledEvents)
        .containsExactly(
            new Event.ConnectAccepted(SRV1),
            new Event.LinkOpened(SRV1, 1, true),
            new Event.Reported(1, report(9)),
            new Event.LinkClosed(1, "closed by the peer"));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void anAcceptedConnectionEndsWithTheOneThatListened() {
    // Given
    EmbeddedChannel listener = new EmbeddedChannel();
    EmbeddedChannel early = accept(listener);
    EmbeddedChannel linked = accept(listener);
    talk(dial(), linked);
    events(linked);

    // When
    listener.close();
    EmbeddedChannel late = accept(listener);

    // Then: the link's end is told; the others were none yet, and no strangers either.
    for (EmbeddedChannel each : List.of(early, linked, late)) {
      each.runPendingTasks();
      assertThat(each.isOpen()).isFalse();
    }
    assertThat(events(linked)).containsExactly(new Event.LinkClosed(1, "closed by the peer"));
    assertThat(events(early)).isEmpty();
    assertThat(events(late)).isEmpty();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void howeverTheBytesAreCutAConnectionIsUnderstood() {
    for (int piece : new int[] {1, 2, 3, 7, 100}) {
      dialledEvents.clear();
      EmbeddedChannel acceptor = accept();
      EmbeddedChannel dialler = dial();

      // When
      talk(dialler, acceptor, piece);

      // Then
      assertThat(events(acceptor)).hasExactlyElementsOfTypes(Event.LinkOpened.class);
      assertThat(dialledEvents)
          .hasExactlyElementsOfTypes(Event.ConnectAccepted.class, Event.LinkOpened.class);
      acceptor.close();
      dialler.close();
    }
  }

  @Test
  void ofReportsInQuickSuccessionTheFirstIsToldAtOnceAndTheLastInTime() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);

    // When
    for (int i = 1; i <= 10; i++) {
      dialler.writeOutbound(new Action.SendReport(1, report(i)));
    }
    talk(dialler, acceptor);
    List<Event> atOnce = events(acceptor);
    pass(acceptor, PeerConnection.HEARD_EVERY_MILLIS);
    List<Event> later = events(acceptor);
    pass(acceptor, PeerConnection.HEARD_EVERY_MILLIS);

    // Then
    assertThat(atOnce).containsExactly(new Event.Reported(1, report(1)));
    assertThat(later).containsExactly(new Event.Reported(1, report(10)));
    assertThat(events(acceptor)).isEmpty();
  }

  @Test
  void aReportThatSaysNothingNewIsToldWithThoseOfOthersAMomentLater() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    reportsASecondAgo(dialler, acceptor, report(1, 4));

    // When
    dialler.writeOutbound(new Action.SendReport(1, report(2, 4)));
    talk(dialler, acceptor);
    List<Event> atOnce = List.copyOf(toldTogether);
    pass(acceptor, HeartbeatBatcher.TOGETHER_MILLIS);

    // Then
    assertThat(atOnce).isEmpty();
    assertThat(toldTogether).containsExactly(new Event.Reported(1, report(2, 4)));
    assertThat(events(acceptor)).isEmpty();
  }

  @Test
  void whatAPeerSaidEarlierIsToldEarlier() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    reportsASecondAgo(dialler, acceptor, report(1, 4));

    // When
    dialler.writeOutbound(new Action.SendReport(1, report(2, 4)));
    dialler.writeOutbound(new Action.SendLeave(1, "restart", Duration.ofSeconds(5)));
    talk(dialler, acceptor);

    // Then
    assertThat(toldTogether).containsExactly(new Event.Reported(1, report(2, 4)));
    assertThat(events(acceptor)).hasExactlyElementsOfTypes(Event.Leaving.class);
  }

  @Test
  void aSignOfLifeFromBeforeAnotherLinksEndIsToldBeforeThatEnd() {
    // Given
    EmbeddedChannel ending = accept();
    talk(dial(), ending);
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    reportsASecondAgo(dialler, acceptor, report(1, 4));
    dialler.writeOutbound(new Action.SendReport(2, report(2, 4)));
    talk(dialler, acceptor);

    // When
    ending.close();

    // Then
    assertThat(toldTogether).containsExactly(new Event.Reported(2, report(2, 4)));
  }

  @Test
  void whoHasSaidThatItLeavesMakesNoLinkAnyMore() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    acceptor.writeOutbound(new Action.SendLeave(1, "it was stopped", Duration.ZERO));
    talk(dialler, acceptor);
    dialledEvents.clear();

    // When
    EmbeddedChannel late = accept();
    EmbeddedChannel again = dial();
    talk(again, late);

    // Then: an end without a proof, which says nothing.
    assertThat(events(late)).isEmpty();
    assertThat(late.isOpen()).isFalse();
    again.close();
    assertThat(dialledEvents)
        .hasExactlyElementsOfTypes(Event.ConnectAccepted.class, Event.HelloFailed.class)
        .last()
        .isInstanceOfSatisfying(
            Event.HelloFailed.class,
            failed -> assertThat(failed.fault()).isEqualTo(HelloFault.BROKEN));
  }

  @Test
  void theLastReportIsToldBeforeALeaveAndBeforeTheEnd() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);

    // When
    dialler.writeOutbound(new Action.SendReport(1, report(1)));
    dialler.writeOutbound(new Action.SendReport(1, report(2)));
    dialler.writeOutbound(new Action.SendLeave(1, "restart", Duration.ofSeconds(5)));
    dialler.writeOutbound(new Action.SendLeave(1, "again", Duration.ZERO));
    dialler.writeOutbound(new Action.SendReport(1, report(3)));
    talk(dialler, acceptor);
    pass(acceptor, 1_000);

    // Then
    assertThat(events(acceptor))
        .containsExactly(
            new Event.Reported(1, report(1)),
            new Event.Reported(1, report(2)),
            new Event.Leaving(1, "restart", Duration.ofSeconds(5)));
  }

  @Test
  void anOrderIsToldAfterWhatWasSaidBeforeAndIsAnswered() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);
    dialledEvents.clear();

    // When
    dialler.writeOutbound(new Action.SendReport(1, report(1)));
    dialler.writeOutbound(new Action.SendReport(1, report(2)));
    dialler.writeOutbound(new Action.SendOrder(1, "an-order", "srv2.example.com"));
    dialler.writeOutbound(new Action.SendOrder(1, "another", ""));
    talk(dialler, acceptor);
    acceptor.writeOutbound(new Action.SendOrderAnswer(1, "an-order", OrderRefusal.TARGET_DRAINED));
    acceptor.writeOutbound(new Action.SendOrderAnswer(1, "another", null));
    talk(dialler, acceptor);

    // Then
    assertThat(events(acceptor))
        .containsExactly(
            new Event.Reported(1, report(1)),
            new Event.Reported(1, report(2)),
            new Event.OrderPassed(1, "an-order", "srv2.example.com"),
            new Event.OrderPassed(1, "another", ""));
    assertThat(dialledEvents)
        .containsExactly(
            new Event.OrderAnswered(1, "an-order", OrderRefusal.TARGET_DRAINED),
            new Event.OrderAnswered(1, "another", null));
  }

  @Test
  void whatALaterVersionOrdersIsRefusedAndWhatItAnswersIsKnownToBeARefusal() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);
    dialledEvents.clear();

    // When
    dialler.writeOutbound(new OrderMessage("an-order", "fly_to", "").frame());
    acceptor.writeOutbound(
        new Frame(MessageType.ANSWER, "{\"id\":\"another\",\"refused\":\"too_windy\"}"));
    talk(dialler, acceptor);

    // Then
    assertThat(events(acceptor)).isEmpty();
    assertThat(dialledEvents)
        .containsExactly(
            new Event.OrderAnswered(1, "another", OrderRefusal.OTHER),
            new Event.OrderAnswered(1, "an-order", OrderRefusal.OTHER));
  }

  @Test
  void aLateReportIsToldBeforeTheEnd() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);

    // When
    dialler.writeOutbound(new Action.SendReport(1, report(1)));
    dialler.writeOutbound(new Action.SendReport(1, report(2)));
    talk(dialler, acceptor);
    acceptor.close();

    // Then
    assertThat(events(acceptor))
        .containsExactly(
            new Event.Reported(1, report(1)),
            new Event.Reported(1, report(2)),
            new Event.LinkClosed(1, "closed by the peer"));
  }

  @Test
  void aPeerThatFloodsUsEndsItsOwnLink() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);

    // When
    for (int i = 1; i <= 2_000 && acceptor.isOpen(); i++) {
      dialler.writeOutbound(new Action.SendReport(1, report(i)));
      talk(dialler, acceptor);
    }

    // Then
    assertThat(acceptor.isOpen()).isFalse();
    assertThat(events(acceptor))
        .last()
        .isEqualTo(new Event.LinkClosed(1, "too many messages, more than anyone needs"));
  }

  @Test
  void manyReportsOverSomeSecondsAreNoFlood() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);

    // When
    for (int i = 1; i <= 5_000; i++) {
      dialler.writeOutbound(new Action.SendReport(1, report(i)));
      talk(dialler, acceptor);
      pass(acceptor, 5);
    }

    // Then
    assertThat(acceptor.isOpen()).isTrue();
  }

  @Test
  void toAPeerThatDoesNotReadNothingIsWrittenButTheLastReportAfterwards() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    events(acceptor);

    // When
    writable(dialler, false);
    for (int i = 1; i <= 100; i++) {
      dialler.writeOutbound(new Action.SendReport(1, report(i)));
    }
    int written = dialler.outboundMessages().size();
    pass(dialler, 9_999);
    writable(dialler, true);
    talk(dialler, acceptor);

    // Then
    assertThat(written).isZero();
    assertThat(dialler.isOpen()).isTrue();
    assertThat(events(acceptor)).containsExactly(new Event.Reported(1, report(100)));
  }

  @Test
  void aPeerThatDoesNotReadForTenSecondsIsGivenUp() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    talk(dialler, acceptor);
    dialledEvents.clear();

    // When
    writable(dialler, false);
    pass(dialler, 10_000);

    // Then
    assertThat(dialledEvents)
        .containsExactly(new Event.LinkClosed(1, "the peer has read nothing for 10 s"));
  }

  @Test
  void garbageOnAnOpenLinkIsTheReasonOfItsEnd() {
    for (Frame garbage :
        List.of(
            new Frame(MessageType.STATE, "{}"),
            new Frame(
                MessageType.STATE,
                "{\"sequence\":1,\"eligible\":true,\"sees\":\"10\",\"epoch\":0}"),
            new Frame(MessageType.HELLO, "{}"))) {
      EmbeddedChannel acceptor = accept();
      talk(dial(), acceptor);
      events(acceptor);

      // When
      acceptor.writeInbound(Unpooled.copiedBuffer(FrameCodecTest.bytes(garbage)));

      // Then
      assertThat(acceptor.isOpen()).isFalse();
      assertThat(events(acceptor))
          .singleElement()
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Event.LinkClosed.class))
          .extracting(Event.LinkClosed::reason)
          .asString()
          .startsWith("a ");
    }
  }

  @Test
  void whoIsNotProvenInTenSecondsIsClosed() {
    // Given
    EmbeddedChannel acceptor = accept();
    EmbeddedChannel dialler = dial();
    pass(acceptor, 9_999);
    pass(dialler, 9_999);
    boolean before = acceptor.isOpen() && dialler.isOpen();

    // When
    pass(acceptor, 1);
    pass(dialler, 1);

    // Then
    assertThat(before).isTrue();
    assertThat(acceptor.isOpen()).isFalse();
    assertThat(dialledEvents)
        .containsExactly(
            new Event.ConnectAccepted(SRV1),
            new Event.HelloFailed(
                SRV1,
                HelloFault.BROKEN,
                HelloOrigin.DIALLED,
                "connected to 127.0.0.1:40000, but: not proven within 10 s, given up before its"
                    + " hello"));
    assertThat(log.lines())
        .containsExactly(
            "WARN Rejecting client 127.0.0.1 (not proven within 10 s, given up before its hello)");
  }

  @Test
  void aConnectionThatClosesAfterOurProofSaysWhatThatMayMean() {
    // Given
    EmbeddedChannel dialler = dial();
    dialler.writeInbound(
        Unpooled.copiedBuffer(
            FrameCodecTest.bytes(
                new Protocol2Hello(List.of(2), SRV1, Talk.nonce(1), List.of("")).frame())));

    // When
    dialler.close();

    // Then
    assertThat(dialledEvents)
        .containsExactly(
            new Event.ConnectAccepted(SRV1),
            new Event.HelloFailed(
                SRV1,
                HelloFault.BROKEN,
                HelloOrigin.DIALLED,
                "connected to 127.0.0.1:40000, but: closed after our proof; perhaps the keys"
                    + " differ, see its log"));
  }

  @Test
  void aFifthLinkOfAPeerEndsItsFirst() {
    // Given
    List<EmbeddedChannel> accepted = new ArrayList<>();

    // When
    for (int i = 0; i < 5; i++) {
      EmbeddedChannel acceptor = accept();
      talk(dial(), acceptor);
      accepted.add(acceptor);
    }

    // Then
    assertThat(accepted)
        .extracting(EmbeddedChannel::isOpen)
        .containsExactly(false, true, true, true, true);
  }

  @Test
  void whoHasTheMostPlacesInTheLobbyLosesItsEldest() {
    // Given
    EmbeddedChannel peer = accept("192.0.2.1");
    List<EmbeddedChannel> strangers = new ArrayList<>();

    // When
    for (int i = 0; i < 200; i++) {
      strangers.add(accept("2001:db8:0:1::" + Integer.toHexString(i + 1)));
    }

    // Then
    strangers.forEach(EmbeddedChannel::runPendingTasks);
    assertThat(peer.isOpen()).isTrue();
    assertThat(strangers.stream().filter(EmbeddedChannel::isOpen))
        .hasSize(PendingConnections.PLACES - 1);
    assertThat(strangers.get(199).isOpen()).isTrue();
  }

  private static Report report(long sequence) {
    return report(sequence, sequence);
  }

  private static Report report(long sequence, long epoch) {
    return new Report(sequence, true, Set.of(SRV1, SRV3), SRV1, epoch);
  }

  private void reportsASecondAgo(EmbeddedChannel dialler, EmbeddedChannel acceptor, Report report) {
    talk(dialler, acceptor);
    dialler.writeOutbound(new Action.SendReport(1, report));
    talk(dialler, acceptor);
    pass(acceptor, 1_000);
    events(acceptor);
  }

  private EmbeddedChannel accept() {
    return accept("127.0.0.1");
  }

  private EmbeddedChannel accept(String source) {
    return channel(
        source, new FrameCodec(), new Protocol2AcceptedConnection(here, pending, rejections));
  }

  private EmbeddedChannel accept(Channel listener) {
    return channel(
        listener,
        "127.0.0.1",
        new FrameCodec(),
        new Protocol2AcceptedConnection(here, pending, rejections));
  }

  private EmbeddedChannel dial() {
    EmbeddedChannel channel =
        channel(
            "127.0.0.1",
            new FrameCodec(),
            new Protocol2DialledConnection(SRV1, there, new DialOutcomes(), dialledEvents::addAll));
    channel.writeOutbound(new Action.Connect(SRV1));
    return channel;
  }

  private EmbeddedChannel channel(String source, ChannelHandler... handlers) {
    return channel(null, source, handlers);
  }

  private EmbeddedChannel channel(Channel listener, String source, ChannelHandler... handlers) {
    EmbeddedChannel channel =
        new EmbeddedChannel(listener, DefaultChannelId.newInstance(), true, false) {
          @Override
          protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(source, 40_000);
          }
        };
    channel.freezeTime();
    channel.pipeline().addLast(handlers);
    channel.pipeline().fireChannelActive();
    return channels.opened(channel);
  }

  private static void talk(EmbeddedChannel one, EmbeddedChannel other) {
    talk(one, other, Integer.MAX_VALUE);
  }

  /** Carries bytes between the two, in pieces, until neither has anything to say. */
  private static void talk(EmbeddedChannel one, EmbeddedChannel other, int piece) {
    while (carry(one, other, piece) || carry(other, one, piece)) {
      // Once more.
    }
  }

  private static boolean carry(EmbeddedChannel from, EmbeddedChannel to, int piece) {
    boolean any = false;
    for (ByteBuf out = from.readOutbound(); out != null; out = from.readOutbound()) {
      any = true;
      while (out.isReadable() && to.isOpen()) {
        to.writeInbound(out.readBytes(Math.min(piece, out.readableBytes())));
      }
      out.release();
    }
    return any;
  }

  private static void writable(EmbeddedChannel channel, boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  private void pass(EmbeddedChannel channel, long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private static List<Event> events(EmbeddedChannel channel) {
    channel.runPendingTasks();
    List<Event> events = new ArrayList<>();
    for (Event event = channel.readInbound(); event != null; event = channel.readInbound()) {
      events.add(event);
    }
    return events;
  }
}
