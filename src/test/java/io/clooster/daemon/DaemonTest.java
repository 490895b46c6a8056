// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.LinkAcceptRouteTest.SRV2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.message.Message;
import io.clooster.sandbox.Push;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Logged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All routes together, with the decision in them. */
@Timeout(60)
class DaemonTest {
  @TempDir private Path directory;
  private RouteSession session;

  @AfterEach
  void close() {
    if (session != null) {
      session.close();
    }
  }

  @Test
  void whenThePeerDiesTheRecordMovesAndTheAdministratorHearsOfIt() throws Exception {
    // Given
    session =
        RouteSession.listening(directory)
            .with(
                "\"link\": {\"confirm\": 0}, \"pushbullet\": {\"key\": \""
                    + RouteSession.PUSH_TOKEN
                    + "\", \"api\": \"%s\"}")
            .start();
    try (Logged log = Logged.by("clooster")) {
      RawPeer peer = RawPeer.connect(session.port());
      peer.sendHex(SRV2);
      await().until(() -> log.with("state=up").count() > 0);
      session
          .sandbox()
          .cloudflare()
          .faults()
          .onWrites()
          .once(SandboxFault.answer(500, "1", "Oops"));

      // When
      peer.close();

      // Then
      session.awaitOurRecord();
      await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());
      assertThat(session.sandbox().pushbullet().pushes())
          .extracting(Push::title)
          .contains("[srv1.test] Server 'srv2.test' is now down (stream closed)");
    }
  }

  @Test
  void aSecondConnectionIsRejectedInTheOriginalsWords() throws Exception {
    // Given
    session = RouteSession.listening(directory).peer("127.0.0.1");
    try (Logged log = Logged.by("io.clooster.link")) {
      session.start();
      await().until(() -> log.with("addresses=127.0.0.1").count() > 0);

      // When
      RawPeer stranger = RawPeer.connectFrom("127.0.0.2", session.port());

      // Then
      assertThat(stranger.ended()).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(log.with("Rejecting"))
                      .containsExactly("WARN Rejecting client 127.0.0.2 (unknown IP address)"));
      stranger.close();
    }
  }

  @Test
  void secretsMayHaveAnyCharacters() throws Exception {
    // Given
    session = RouteSession.listening(directory).pushToken("o.a#b?c&d=e%20+f{g}'i").start();

    // When
    tell();

    // Then
    await().until(() -> session.sandbox().pushbullet().pushes().size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b+ä'\"", "a#(c)&d=e"})
  void theStateDirectoryMayHaveAnOddName(String name) throws Exception {
    // Given
    Path odd = Files.createDirectories(directory.resolve(name));
    session = RouteSession.listening(odd);
    session.sandbox().pushbullet().down();
    session.start();

    // When
    tell();

    // Then
    Path letters = session.outbox().resolve("pushbullet");
    await().until(() -> Files.isDirectory(letters) && !isEmpty(letters));
    session.sandbox().pushbullet().up();
    await().until(() -> session.sandbox().pushbullet().pushes().size() == 1 && isEmpty(letters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a?b"})
  void aStateDirectoryThatTheRoutesCanNotNameIsRefused(String name) throws Exception {
    // Given
    Path odd = Files.createDirectories(directory.resolve(name));
    session = RouteSession.listening(odd);

    // Then
    assertThatThrownBy(session::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("state_dir " + odd);
  }

  @Test
  void routeFilesMayHaveAnyNames() throws Exception {
    // Given
    Path home = Installations.copy(directory.resolve("home"));
    Path routes = home.resolve("routes");
    Files.move(routes.resolve("failover.camel.yaml"), routes.resolve("zz.camel.yaml"));
    Files.move(routes.resolve("watchdog.camel.yaml"), routes.resolve("0.camel.yaml"));
    session = RouteSession.listening(directory).home(home);

    // When
    try (Logged log = Logged.by("clooster")) {
      session.start();

      // Then
      await().until(() -> log.with("state=read").count() > 0);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidSoAndTheStateDirectoryLetGo() throws Exception {
    // Given
    session = RouteSession.listening(directory);
    try (ServerSocket other =
        new ServerSocket(session.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(session::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("can't listen on 127.0.0.1 port " + other.getLocalPort());
    }

    // Then
    session.start();
  }

  @Test
  void anAddressThatIsNotThisMachinesIsSaidSo() throws Exception {
    // Given: of documentation alone (RFC 5737)
    session = RouteSession.listening(directory, "192.0.2.1");

    // When, then
    assertThatThrownBy(session::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("can't listen on 192.0.2.1 port " + session.port())
        .hasMessageContaining("This machine does not have that address, or not yet");
  }

  @Test
  void anInstallationWithoutRoutesIsSaidSoAndTheStateDirectoryLetGo() throws Exception {
    // Given
    session = RouteSession.listening(directory).home(directory.resolve("nowhere"));

    // When
    assertThatThrownBy(session::start).isInstanceOf(StartFailure.class);

    // Then
    session.home(Path.of("").toAbsolutePath()).start();
  }

  @Test
  void twoWithOneStateDirectoryAreOneTooMany() throws Exception {
    // Given
    session = RouteSession.listening(directory).callDeadline(Duration.ofSeconds(1)).start();

    // Then
    assertThatThrownBy(() -> Daemon.start(session.config(), Path.of("").toAbsolutePath()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("is in use by another Clooster");
  }

  private void tell() {
    session
        .daemon()
        .context()
        .createProducerTemplate()
        .sendBody("seda:notify", new Message("run-1", "peer-down", "srv2.test", "Title", "Text"));
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
