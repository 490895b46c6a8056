// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static io.clooster.link.protocol2.TestSettings.SRV1;
import static io.clooster.link.protocol2.TestSettings.SRV2;
import static io.clooster.link.protocol2.TestSettings.SRV3;
import static io.clooster.link.protocol2.TestSettings.THREE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The security argument of docs/protocol-2.md, one attack after the other, over real TLS. Whoever
 * attacks has a certificate, knows all names and ids, and lacks the key.
 */
@Timeout(120)
@Slow
class AttacksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Honest srv1 = Honest.server(THREE.of(SRV1));
  private Logged log;

  @BeforeEach
  void listen() {
    log = Logged.by("io.clooster.link");
  }

  @AfterEach
  void close() {
    log.close();
    srv1.close();
  }

  @Test
  void withoutAnAttackerTwoServersAreLinked() throws Exception {
    try (Honest srv2 = Honest.server(THREE.of(SRV2))) {
      // When
      srv2.dial(SRV1, srv1.port());

      // Then
      assertThat(srv2.next(Event.LinkOpened.class)).isEqualTo(new Event.LinkOpened(SRV1, 1, true));
      assertThat(srv1.next(Event.LinkOpened.class)).isEqualTo(new Event.LinkOpened(SRV2, 1, false));
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void theBytesOfARecordedSessionOpenNothing() throws Exception {
    // Given
    byte[] recorded;
    try (Honest srv2 = Honest.server(THREE.of(SRV2));
        Recorder recorder = new Recorder(srv1.port())) {
      srv2.dial(SRV1, recorder.port());
      srv2.next(Event.LinkOpened.class);
      srv1.next(Event.LinkOpened.class);
      recorded = recorder.diallersBytes();
    }
    srv1.next(Event.LinkClosed.class);

    // When
    try (Socket replay = new Socket(InetAddress.getLoopbackAddress(), srv1.port())) {
      replay.getOutputStream().write(recorded);
      awaitEnd(replay);
    }

    // Then
    srv1.awaitAlone();
    assertThat(srv1.events()).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "WARN Rejecting client 127.0.0.1 (the TLS handshake failed, or was given up)");
  }

  @Test
  void theMessagesOfARecordedSessionOpenNothing() throws Exception {
    // Given
    List<Frame> recorded = new ArrayList<>();
    Handshake honest =
        Talk.handshake(THREE.of(SRV2), SRV1, 1, Talk.CERTIFICATE1, Talk.CERTIFICATE2);
    Handshake answering =
        Talk.handshake(THREE.of(SRV1), null, 2, Talk.CERTIFICATE2, Talk.CERTIFICATE1);
    recorded.add(honest.hello());
    recorded.addAll(honest.on(answering.on(honest.hello()).send().get(0)).send());

    // When
    try (HostilePeer replay = HostilePeer.connect(srv1.port())) {
      replay.send(recorded.get(0)).send(recorded.get(1));

      // Then
      assertWrongKey(SRV2);
      assertThat(replay.ended()).isTrue();
    }
  }

  @Test
  void ourOwnProofIsNoneOfThePeer() throws Exception {
    // Given
    try (ServerSocket server = HostilePeer.listen()) {
      srv1.dial(SRV2, server.getLocalPort());
      try (HostilePeer mirror = HostilePeer.accept(server)) {
        mirror.read();
        mirror.send(new Protocol2Hello(List.of(2), SRV2, Talk.nonce(7), List.of("")).frame());
        Frame ours = mirror.read();

        // When
        mirror.send(ours);

        // Then
        Event.HelloFailed failed = srv1.next(Event.HelloFailed.class);
        assertThat(failed.peer()).isEqualTo(SRV2);
        assertThat(failed.fault()).isEqualTo(HelloFault.WRONG_KEY);
        assertThat(failed.reason()).endsWith("but: wrong key or server name");
      }
    }
  }

  @Test
  void ourOwnHelloAndProofFromAnotherConnectionAreNoneOfThePeer() throws Exception {
    // Given
    try (ServerSocket server = HostilePeer.listen()) {
      srv1.dial(SRV2, server.getLocalPort());
      try (HostilePeer dialled = HostilePeer.accept(server);
          HostilePeer dialling = HostilePeer.connect(srv1.port())) {
        Frame hello = dialled.read();

        // When
        dialling.send(hello);
        Frame answer = dialling.read();
        Protocol2Hello asPeer = Protocol2Hello.read(answer);
        dialled.send(new Protocol2Hello(List.of(2), SRV2, asPeer.nonce(), asPeer.keys()).frame());
        dialling.send(dialled.read());

        // Then
        await().atMost(PATIENCE).until(() -> log.with("Rejecting").count() == 1);
        assertThat(log.with("Rejecting"))
            .containsExactly("WARN Rejecting client 127.0.0.1 (wrong key or server name)");
        assertThat(srv1.links().any()).isFalse();
      }
    }
  }

  @Test
  void whoStandsBetweenTwoServersGetsNoLinkOfEither() throws Exception {
    try (Honest srv2 = Honest.server(THREE.of(SRV2));
        ServerSocket server = HostilePeer.listen()) {
      // When
      srv2.dial(SRV1, server.getLocalPort());
      try (HostilePeer toSrv2 = HostilePeer.accept(server);
          HostilePeer toSrv1 = HostilePeer.connect(srv1.port())) {
        toSrv1.send(toSrv2.read());
        toSrv2.send(toSrv1.read());
        toSrv1.send(toSrv2.read());
        toSrv2.send(toSrv1.read());

        // Then
        assertWrongKey(SRV2);
        Event.HelloFailed failed = srv2.next(Event.HelloFailed.class);
        assertThat(failed.fault()).isEqualTo(HelloFault.WRONG_KEY);
        assertThat(srv1.links().any()).isFalse();
        assertThat(srv2.links().any()).isFalse();
      }
    }
  }

  @Test
  void strippedVersionsAreNoticedByTheProof() throws Exception {
    // Given: the peer speaks a later version, too, and someone takes it out of its hello.
    Transcript peers;
    try (HostilePeer between = HostilePeer.connect(srv1.port())) {
      Frame said = new Protocol2Hello(List.of(2, 3), SRV2, Talk.nonce(1), List.of("")).frame();
      between.send(new Protocol2Hello(List.of(2), SRV2, Talk.nonce(1), List.of("")).frame());
      Frame answer = between.read();
      peers = transcript(between, said, answer, THREE.keys().get(0));

      // When
      between.send(proof(peers, LinkRole.DIALLER).frame());

      // Then
      assertWrongKey(SRV2);
    }
  }

  @Test
  void whoHasTheKeyIsLinkedEvenIfWeDidNotWriteIt() throws Exception {
    // Given
    try (HostilePeer stranger = HostilePeer.connect(srv1.port())) {
      Frame hello = new Protocol2Hello(List.of(2), SRV2, Talk.nonce(1), List.of("")).frame();
      Frame answer = stranger.send(hello).read();
      Transcript transcript = transcript(stranger, hello, answer, THREE.keys().get(0));

      // When
      stranger.send(proof(transcript, LinkRole.DIALLER).frame());

      // Then
      assertThat(srv1.next(Event.LinkOpened.class).peer()).isEqualTo(SRV2);
      assertThat(Proof.read(stranger.read()).mac())
          .isEqualTo(proof(transcript, LinkRole.ACCEPTOR).mac());
    }
  }

  @Test
  void protocol1IsNeverAcceptedAndItsBytesAreNotLogged() throws Exception {
    // Given
    byte[] hello = new byte[32];
    java.util.Arrays.fill(hello, (byte) 0x93);

    // When
    try (Socket protocol1 = new Socket(InetAddress.getLoopbackAddress(), srv1.port())) {
      protocol1.getOutputStream().write(hello);
      awaitEnd(protocol1);
    }

    // Then
    await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
    assertThat(log.lines())
        .containsExactly("WARN Rejecting client 127.0.0.1 (no TLS: protocol 1, or something else)");
    assertThat(srv1.events()).isEmpty();
  }

  @Test
  void aPeerThatSpeaksProtocol1IsToldAsSuch() throws Exception {
    // Given
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      srv1.dial(SRV2, server.getLocalPort());
      try (Socket protocol1 = server.accept()) {
        byte[] hello = new byte[32];
        java.util.Arrays.fill(hello, (byte) 0x93);

        // When
        protocol1.getOutputStream().write(hello);

        // Then
        Event.HelloFailed failed = srv1.next(Event.HelloFailed.class);
        assertThat(failed.peer()).isEqualTo(SRV2);
        assertThat(failed.fault()).isEqualTo(HelloFault.OTHER_VERSION);
        assertThat(failed.reason()).endsWith("but: no TLS: protocol 1, or something else");
      }
    }
  }

  @Test
  void olderTlsIsNotSpoken() throws Exception {
    // Given
    SSLSocket old =
        (SSLSocket)
            Identities.of(HostilePeer.NAME)
                .createSSLContext(null)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), srv1.port());
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    old.setEnabledCipherSuites(old.getSupportedCipherSuites());

    // When
    assertThat(handshakes(old)).isFalse();

    // Then
    await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
    assertThat(log.lines())
        .containsExactly(
            "WARN Rejecting client 127.0.0.1 (the TLS handshake failed, or was given up)");
    old.close();
  }

  @Test
  void whoGoesDuringTheHandshakeIsNotBlamedForItsTls() throws Exception {
    // Given
    SSLEngine tls = Identities.of(HostilePeer.NAME).createSSLContext(null).createSSLEngine();
    tls.setUseClientMode(true);
    try (Socket hasty = new Socket(InetAddress.getLoopbackAddress(), srv1.port())) {
      hasty.getOutputStream().write(wrapped(tls));

      // When
      tls.closeOutbound();
      hasty.getOutputStream().write(wrapped(tls));
      awaitEnd(hasty);
    }

    // Then
    await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
    assertThat(log.lines())
        .containsExactly(
            "WARN Rejecting client 127.0.0.1 (the TLS handshake failed, or was given up)");
  }

  private static byte[] wrapped(SSLEngine tls) throws Exception {
    ByteBuffer record = ByteBuffer.allocate(tls.getSession().getPacketBufferSize());
    tls.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  @Test
  void whoShowsNoCertificateGetsNowhere() throws Exception {
    // Given
    SSLContext none = SSLContext.getInstance("TLSv1.3");
    none.init(null, new TrustManager[] {new TrustAnySelfSigned()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            none.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), srv1.port())) {
      // When
      handshakes(socket);

      // Then
      await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
      assertThat(log.lines())
          .containsExactly(
              "WARN Rejecting client 127.0.0.1 (the TLS handshake failed, or was given up)");
    }
  }

  @Test
  void aKeyWithAnIdThatWeDoNotKnowIsNoKey() throws Exception {
    try (HostilePeer stranger = HostilePeer.connect(srv1.port())) {
      // When
      stranger.send(new Protocol2Hello(List.of(2), SRV2, Talk.nonce(1), List.of("x", "y")).frame());

      // Then
      assertThat(Protocol2Hello.read(stranger.read()).keys()).isEmpty();
      assertThat(Refusal.read(stranger.read()).code()).isEqualTo(Refusal.KEY);
      Event.HelloFailed failed = srv1.next(Event.HelloFailed.class);
      assertThat(failed.fault()).isEqualTo(HelloFault.WRONG_KEY);
      assertThat(failed.reason()).contains("no key in common");
    }
  }

  @Test
  void aStrangersNameIsALineInTheLogAndNoEvent() throws Exception {
    try (HostilePeer stranger = HostilePeer.connect(srv1.port())) {
      // When
      Protocol2Hello answer =
          Protocol2Hello.read(
              stranger
                  .send(
                      new Protocol2Hello(List.of(2), "x.test", Talk.nonce(1), List.of("")).frame())
                  .read());
      stranger.send(new Proof("", Talk.nonce(1), Talk.nonce(2), Talk.nonce(3)).frame());
      assertThat(stranger.ended()).isTrue();

      // Then
      assertThat(answer.name()).isEqualTo(SRV1);
      srv1.awaitAlone();
      assertThat(log.lines())
          .containsExactly("WARN Rejecting client 127.0.0.1 (wrong key or server name)");
      assertThat(srv1.events()).isEmpty();
    }
  }

  @Test
  void aNameThatWouldForgeALogLineIsNoName() throws Exception {
    try (HostilePeer stranger = HostilePeer.connect(srv1.port())) {
      // When
      stranger.send(
          new Protocol2Hello(List.of(2), "x (Rejecting client 9.9.9.9)", Talk.nonce(1), List.of(""))
              .frame());
      assertThat(stranger.ended()).isTrue();

      // Then
      srv1.awaitAlone();
      assertThat(log.lines())
          .containsExactly("WARN Rejecting client 127.0.0.1 (a hello without a right \"name\")");
    }
  }

  @Test
  void framesThatAreTooLongAndGarbageEndTheConnection() throws Exception {
    for (byte[] bytes :
        List.of(
            new byte[] {0x10, 0x01, 1},
            new byte[2],
            "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8),
            new byte[] {0, 2, 1, 'x'},
            new byte[] {0, 3, 5, '{', '}'})) {
      try (HostilePeer stranger = HostilePeer.connect(srv1.port())) {
        // When
        stranger.sendBytes(bytes);

        // Then
        assertThat(stranger.ended()).isTrue();
      }
    }
    srv1.awaitAlone();
    assertThat(srv1.events()).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "WARN Rejecting client 127.0.0.1 (a frame of 4097 bytes; 1 to 4096 are possible)",
            "WARN Rejecting client 127.0.0.1 (a frame of 0 bytes; 1 to 4096 are possible)",
            "WARN Rejecting client 127.0.0.1 (a frame of 18245 bytes; 1 to 4096 are possible)",
            "WARN Rejecting client 127.0.0.1 (a hello that is no JSON object)",
            "WARN Rejecting client 127.0.0.1 (a state where a hello is due)");
  }

  @Test
  void messagesOfUnknownTypesAreSkippedUpToABound() throws Exception {
    try (HostilePeer stranger = HostilePeer.connect(srv1.port())) {
      // When
      stranger.sendBytes(new byte[] {0, 2, 77, 'x', 0, 1, 78});
      stranger.send(new Protocol2Hello(List.of(2), SRV2, Talk.nonce(1), List.of("")).frame());
      assertThat(stranger.read().type()).isEqualTo(MessageType.HELLO);
      byte[] unknown = new byte[4098];
      unknown[0] = 0x10;
      unknown[2] = 77;
      try {
        for (int i = 0; i < 100; i++) {
          stranger.sendBytes(unknown);
        }
      } catch (IOException e) {
        // Closed while we wrote.
      }

      // Then
      assertThat(stranger.ended()).isTrue();
      await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
      assertThat(log.lines())
          .containsExactly(
              "WARN Rejecting client 127.0.0.1 (too many messages, more than anyone needs)");
    }
  }

  @Test
  void silentAndSlowConnectionsKeepNobodyOutAndEndInTime() throws Exception {
    try (Honest srv2 = Honest.server(THREE.of(SRV2));
        HostilePeer slow = HostilePeer.connect(srv1.port())) {
      // Given
      CompletableFuture<Boolean> drips = CompletableFuture.supplyAsync(() -> drip(slow));
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), srv1.port()));
      }
      await().atMost(PATIENCE).until(() -> srv1.accepted() <= 64);

      // When
      srv2.dial(SRV1, srv1.port());

      // Then
      assertThat(srv1.next(Event.LinkOpened.class).peer()).isEqualTo(SRV2);
      await().atMost(PATIENCE).until(() -> srv1.accepted() == 1);
      assertThat(srv1.links().any()).as("the live link").isTrue();
      assertThat(drips.get()).isTrue();
      assertThat(log.with("Rejecting")).hasSize(501);
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void oneByteAtATimeGivesNoMoreTime() throws Exception {
    try (HostilePeer slow = HostilePeer.connect(srv1.port())) {
      // When
      assertThat(drip(slow)).isTrue();

      // Then
      await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
      assertThat(log.lines())
          .containsExactly(
              "WARN Rejecting client 127.0.0.1"
                  + " (not proven within 10 s, given up before its hello)");
    }
  }

  @Test
  void otherConfigurationsAreSaidOnBothSidesOverTheWire() throws Exception {
    try (Honest srv2 = Honest.server(THREE.servers(SRV2, SRV1, SRV3).of(SRV2))) {
      // When
      srv2.dial(SRV1, srv1.port());

      // Then
      Event.HelloFailed there = srv2.next(Event.HelloFailed.class);
      Event.HelloFailed here = srv1.next(Event.HelloFailed.class);
      assertThat(there.fault()).isEqualTo(HelloFault.OTHER_CONFIG);
      assertThat(here.fault()).isEqualTo(HelloFault.OTHER_CONFIG);
      assertThat(here.peer()).isEqualTo(SRV2);
      assertThat(there.reason())
          .contains("servers in another order from place 1 on: here srv2.test, srv1.test");
      assertThat(here.reason())
          .contains("servers in another order from place 1 on: here srv1.test, srv2.test");
      assertThat(log.lines()).as("who has our key is not to be barred").isEmpty();
    }
  }

  @Test
  void aServerThatIsNoneOfOursAndHasOurKeyIsNoStranger() throws Exception {
    try (Honest srv9 = Honest.server(THREE.servers(SRV1, "srv9.test").of("srv9.test"))) {
      // When
      srv9.dial(SRV1, srv1.port());
      assertThat(srv9.next(Event.HelloFailed.class).fault()).isEqualTo(HelloFault.OTHER_CONFIG);
      await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());

      // Then
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN client=127.0.0.1 state=differs: srv9.test, which has our key, ")
          .contains("srv9.test is none of our servers");
    }
  }

  @Test
  void anotherKeyIsSaidOnBothSidesOverTheWire() throws Exception {
    try (Honest srv2 = Honest.server(THREE.secret("another").of(SRV2))) {
      // When
      srv2.dial(SRV1, srv1.port());

      // Then
      assertWrongKey(SRV2);
      assertThat(srv2.next(Event.HelloFailed.class).fault()).isEqualTo(HelloFault.WRONG_KEY);
    }
  }

  private void assertWrongKey(String peer) throws InterruptedException {
    assertThat(srv1.next(Event.HelloFailed.class))
        .isEqualTo(
            new Event.HelloFailed(
                peer,
                HelloFault.WRONG_KEY,
                HelloOrigin.CLAIMED,
                "127.0.0.1: wrong key or server name"));
    assertThat(log.with("Rejecting"))
        .containsExactly("WARN Rejecting client 127.0.0.1 (wrong key or server name)");
    assertThat(srv1.links().any()).isFalse();
  }

  private static Transcript transcript(HostilePeer dialler, Frame said, Frame answer, LinkKey key)
      throws Exception {
    byte[] ends =
        new Certificates(dialler.own().getEncoded(), dialler.peers().getEncoded())
            .inOrder(LinkRole.DIALLER);
    return new Transcript(ends, said.text(), answer.text(), 2, key);
  }

  private static Proof proof(Transcript transcript, LinkRole prover) {
    return transcript.proof(
        prover, NameList.digest(THREE.servers()), NameList.digest(THREE.records()));
  }

  private static boolean handshakes(SSLSocket socket) {
    try {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends the beginning of a frame, a byte now and then, until the other side has enough. */
  private static boolean drip(HostilePeer peer) {
    try {
      peer.socket().setSoTimeout(200);
      peer.sendBytes(new byte[] {0x0f, 0x00, 1});
      while (true) {
        peer.sendBytes(new byte[] {' '});
        if (peer.ended()) {
          return true;
        }
      }
    } catch (IOException e) {
      return true;
    }
  }

  private static void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    try {
      while (socket.getInputStream().read() >= 0) {
        // An alert, perhaps.
      }
    } catch (java.net.SocketException e) {
      // A reset is an end, too.
    }
  }

  /** Passes everything on, and keeps what the dialler sent. */
  private static final class Recorder implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final java.io.ByteArrayOutputStream kept = new java.io.ByteArrayOutputStream();
    private final List<Socket> sockets = new java.util.concurrent.CopyOnWriteArrayList<>();

    Recorder(int to) throws IOException {
      CompletableFuture.runAsync(
          () -> {
            try {
              Socket dialler = server.accept();
              Socket acceptor = new Socket(InetAddress.getLoopbackAddress(), to);
              sockets.add(dialler);
              sockets.add(acceptor);
              CompletableFuture.runAsync(() -> pass(acceptor, dialler, null));
              pass(dialler, acceptor, kept);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          },
          command -> new Thread(command).start());
    }

    int port() {
      return server.getLocalPort();
    }

    byte[] diallersBytes() {
      synchronized (kept) {
        return kept.toByteArray();
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    }

    private void pass(Socket from, Socket to, OutputStream copy) {
      byte[] buffer = new byte[4096];
      try {
        InputStream in = from.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (copy != null) {
            synchronized (kept) {
              copy.write(buffer, 0, n);
            }
          }
          to.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException e) {
        // Its end.
      }
    }
  }
}
