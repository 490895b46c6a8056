// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.check.NameCheck;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.ConnectProxy;
import io.clooster.testing.Logged;
import io.clooster.testing.ScriptedServer;
import io.clooster.testing.Slow;
import io.clooster.testing.TlsFront;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** APIs by TLS that an authority of one's own vouches for, behind a proxy. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Slow
class OutgoingTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String PASSWORD = "s3cret-of-the-proxy";
  private static final String READ = "The record was read: www.example.com CNAME srv1.example.net";

  private final Sandbox sandbox = Sandbox.start();
  private Path directory;
  private TlsFront cloudflare;
  private TlsFront pushbullet;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token-1");
    sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.example.net");
    sandbox.pushbullet().allowToken("push-1");
    cloudflare =
        new TlsFront(
            Files.createDirectory(directory.resolve("1")),
            "api.test",
            sandbox.cloudflare().uri().getPort());
    pushbullet =
        new TlsFront(
            Files.createDirectory(directory.resolve("2")),
            "push.test",
            sandbox.pushbullet().uri().getPort());
  }

  @AfterAll
  void stop() throws Exception {
    cloudflare.close();
    pushbullet.close();
    sandbox.close();
  }

  @Test
  void callsGoThroughTheProxyAndTrustTheAuthority() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(cloudflare.port(), "me:" + PASSWORD)) {
      // When
      List<CheckFinding> found =
          OnlineCheck.of(config(through(proxy, "me:" + PASSWORD), cloudflare, ""), HOME);

      // Then
      assertThat(found).contains(CheckFinding.good(READ)).noneMatch(OutgoingTest::isError);
      assertThat(proxy.tunnels()).isNotEmpty().containsOnly("api.test:443");
    }
  }

  @Test
  void messengersDoToo() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(pushbullet.port(), "")) {
      // When
      List<CheckFinding> found =
          OnlineCheck.of(
              config(
                  through(proxy, ""),
                  pushbullet,
                  "\"pushbullet\": {\"key\": \"push-1\", \"api\": \"https://push.test/v2\"},"),
              HOME);

      // Then
      assertThat(found)
          .contains(CheckFinding.good("The notifier pushbullet accepts the credentials"));
      assertThat(proxy.tunnels()).contains("push.test:443");
    }
  }

  @Test
  void aProxyThatDoesNotKnowUsIsSaidWithoutThePassword() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(cloudflare.port(), "me:another");
        Logged log = Logged.inDetailBy("ROOT")) {
      // When
      List<CheckFinding> found =
          OnlineCheck.of(config(through(proxy, "me:" + PASSWORD), cloudflare, ""), HOME);

      // Then
      assertThat(found)
          .filteredOn(OutgoingTest::isError)
          .singleElement()
          .asString()
          .contains("the proxy 127.0.0.1:" + proxy.port() + " refused: HTTP 407")
          .doesNotContain(PASSWORD);
      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(PASSWORD));
      assertThat(proxy.tunnels()).isEmpty();
    }
  }

  @Test
  void anAuthorityThatNobodyVouchedForIsRefused() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(cloudflare.port(), "")) {
      // When
      List<CheckFinding> found =
          OnlineCheck.of(
              config(
                  "\"http\": {\"proxy\": \"http://127.0.0.1:%d\"},".formatted(proxy.port()),
                  cloudflare,
                  ""),
              HOME);

      // Then
      assertThat(found)
          .filteredOn(OutgoingTest::isError)
          .singleElement()
          .asString()
          .contains("TLS failed: ");
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefusedThoughTheAuthorityIsTrusted() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(pushbullet.port(), "")) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(through(proxy, ""), pushbullet, ""), HOME);

      // Then
      assertThat(found)
          .filteredOn(OutgoingTest::isError)
          .singleElement()
          .asString()
          .contains("TLS failed: ", "api.test");
    }
  }

  @Test
  void namesThatTheProxyLooksUpAreNotLookedUpHere() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(cloudflare.port(), "")) {
      assertThat(NameCheck.names(config(through(proxy, ""), cloudflare, "")))
          .contains("127.0.0.1")
          .doesNotContain("api.test");
      assertThat(NameCheck.names(config("", cloudflare, ""))).contains("api.test");
    }
  }

  @Test
  void aDaemonReadsThroughTheProxyAndLooksAtItsOwnHealthWithoutIt() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(cloudflare.port(), "me:" + PASSWORD);
        ScriptedServer service = new ScriptedServer();
        Logged log = Logged.by("clooster")) {
      // Given
      service.then(HttpCheckRouteTest.answer("200 OK"));
      Config config =
          config(
              through(proxy, "me:" + PASSWORD),
              cloudflare,
              "\"checks\": [{\"http\": \"http://127.0.0.1:%d/\"}],".formatted(service.port()));

      // When
      try (Daemon daemon = Daemon.start(config, HOME)) {
        // Then
        assertThat(daemon.linked()).isFalse();
        await().until(() -> log.with("state=read value=srv1.example.net").count() > 0);
        await().until(() -> service.connections() > 0);
      }
      assertThat(proxy.tunnels()).isNotEmpty().containsOnly("api.test:443");
    }
  }

  private static boolean isError(CheckFinding finding) {
    return finding.level() == CheckFinding.Level.ERROR;
  }

  private static String through(ConnectProxy proxy, String user) {
    return "\"http\": {\"proxy\": \"http://%s127.0.0.1:%d\", \"ca\": \"%%s\"},"
        .formatted(user.isEmpty() ? "" : user + "@", proxy.port());
  }

  private Config config(String http, TlsFront front, String more) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"operate": false, "this_server": "srv1.example.net",
             "servers": ["srv1.example.net", {"name": "srv2.example.net", "address": "127.0.0.1",
                         "port": %d}],
             "key": "a long and random text", "listen": {"port": %d, "address": "127.0.0.1"},
             "verify": false, %s %s
             "cloudflare": {"token": "token-1", "api": "https://api.test/client/v4",
                            "zone": "example.com", "record": "www.example.com"}}
            """
                .formatted(
                    RouteSession.freePort(),
                    RouteSession.freePort(),
                    http.replace("%s", front.authority().toString()),
                    more));
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
