// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.call.Deadlines;
import io.clooster.config.Config;
import io.clooster.config.Secret;
import io.clooster.link.protocol2.LinkCheck;
import io.clooster.link.protocol2.LinkKey;
import io.clooster.link.protocol2.LinkSettings;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of each kind of port that there may be in place of a peer's. */
@Timeout(60)
@Slow
class PeerProbeTest {
  private static final String SRV1 = "srv1.test";
  private static final String SRV2 = "srv2.test";

  private final Deadlines deadlines = new Deadlines();
  @TempDir private Path directory;
  private LinkCheck check;

  @BeforeEach
  void prepare() throws Exception {
    check = LinkCheck.of(settings(SRV2, "2"), Files.createDirectory(directory.resolve("keys")));
  }

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void aCloosterWithTheKeyAnswersAndGetsNoLink() throws Exception {
    int port = RouteSession.freePort();
    try (Protocol2Session clooster =
        Protocol2Session.start(directory.resolve("1"), settings(SRV1, "2"), port, Map.of())) {
      try (RouteDriver driver = new RouteDriver(clooster.context())) {
        assertThat(look(SRV1, port))
            .isEqualTo(
                CheckFinding.good(
                    "A Clooster answers; key, name, version, servers and records agree: srv1.test"
                        + " at 127.0.0.1 port "
                        + port));
        assertThat(look(SRV2, port).text())
            .startsWith("srv2.test at 127.0.0.1 port " + port + " is srv1.test by its own account");
        assertThat(driver.waiting()).isNull();
      }
    }
  }

  @Test
  void aCloosterWithOtherKeysIsToldSo() throws Exception {
    int port = RouteSession.freePort();
    try (Protocol2Session clooster =
        Protocol2Session.start(directory.resolve("1"), settings(SRV1, "old"), port, Map.of())) {
      assertThat(clooster.context().isStarted()).isTrue();
      assertThat(look(SRV1, port))
          .isEqualTo(
              CheckFinding.error(
                  "srv1.test at 127.0.0.1 port "
                      + port
                      + " has no \"key\" of the same id: write the same keys on all servers"));
    }
  }

  @Test
  void anotherSecretAndOtherListsAreToldHereAndNowhereElse() throws Exception {
    // Given
    int port = RouteSession.freePort();
    try (Logged log = Logged.by("io.clooster.link");
        Protocol2Session clooster =
            Protocol2Session.start(directory.resolve("1"), settings(SRV1, "2"), port, Map.of());
        RouteDriver driver = new RouteDriver(clooster.context())) {
      String where = "srv1.test at 127.0.0.1 port " + port;

      // When
      CheckFinding same = look(SRV1, port);
      check = LinkCheck.of(other("another secret of them", SRV1, SRV2), keys("secret"));
      CheckFinding secret = look(SRV1, port);
      check = LinkCheck.of(other("a secret of the tests", SRV2, SRV1), keys("lists"));
      CheckFinding lists = look(SRV1, port);

      // Then
      assertThat(same.level()).isEqualTo(CheckFinding.Level.GOOD);
      assertThat(secret)
          .isEqualTo(
              CheckFinding.error(
                  where + " has another \"key\": write the same one on all servers"));
      assertThat(lists)
          .isEqualTo(
              CheckFinding.error(
                  where
                      + " has our \"key\", but the configurations differ: servers in another order"
                      + " from place 1 on: here srv2.test, srv1.test; there srv1.test, srv2.test:"
                      + " write the same \"servers\", records and \"claim\" on all servers"));
      assertThat(driver.waiting()).isNull();
      await().until(() -> log.lines().size() >= 3);
      assertThat(log.lines())
          .containsExactlyInAnyOrder(
              "INFO client=127.0.0.1 state=checked: it has our key and asked for no link; nothing"
                  + " changes",
              "WARN Rejecting client 127.0.0.1 (wrong key or server name)",
              "INFO client=127.0.0.1 state=checked: it has our key and asked for no link; nothing"
                  + " changes");
    }
  }

  @Test
  void aPortWhereNobodyListensIsToldSo() throws Exception {
    int port = RouteSession.freePort();

    assertThat(look(SRV1, port))
        .isEqualTo(
            CheckFinding.warning(
                "srv1.test at 127.0.0.1 port "
                    + port
                    + ": connection refused: is Clooster running there, on this port?"));
  }

  @Test
  void aPortBehindAFirewallIsSilent() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      assertThat(look(SRV1, deaf.port()).text()).contains(" is silent: is there a firewall");
    }
  }

  @Test
  void anotherProgramIsNoClooster() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread banner =
          new Thread(
              () -> {
                try (Socket client = other.accept()) {
                  client.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII));
                  client.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                  // The probe has gone.
                }
              });
      banner.start();

      assertThat(look(SRV1, other.getLocalPort()).text()).contains(" does not speak protocol 2");
      banner.join();
    }
  }

  @Test
  void aProgramThatSaysNothingIsGivenUp() throws Exception {
    // The kernel accepts for it.
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(look(SRV1, mute.getLocalPort()).text())
          .contains(" is open, and did not answer within 8 s");
    }
  }

  private CheckFinding look(String name, int port) throws Exception {
    Config.Server peer = new Config.Server(name, "127.0.0.1", port, Map.of());
    return new PeerProbe(
            peer, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), deadlines, check)
        .probe();
  }

  private Path keys(String name) throws Exception {
    return Files.createDirectory(directory.resolve(name));
  }

  private static LinkSettings other(String secret, String... servers) {
    return new LinkSettings(
        SRV2,
        List.of(servers),
        List.of("www.example.com"),
        List.of(new LinkKey("2", new Secret(secret))));
  }

  private static LinkSettings settings(String me, String keyId) {
    return new LinkSettings(
        me,
        List.of(SRV1, SRV2),
        List.of("www.example.com"),
        List.of(new LinkKey(keyId, new Secret("a secret of the tests"))));
  }
}
