// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.clooster.message.Message;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Logged;
import io.clooster.testing.ShippedLogSettings;
import io.clooster.testing.Slow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No secret is logged, not even in detail and in trouble, nor kept in a file. */
@Timeout(60)
@Slow
class SecretsTest {
  private static final List<String> SECRETS =
      List.of(
          RouteSession.LINK_KEY,
          RouteSession.TOKEN,
          RouteSession.PUSH_TOKEN,
          "global-key-1",
          "me@example.com");

  @TempDir private Path directory;
  private RouteSession session;

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void whenEverythingFails() throws Exception {
    session = RouteSession.listening(directory);
    session
        .sandbox()
        .cloudflare()
        .faults()
        .onAny()
        .once(SandboxFault.answer(403, "9109", "Unauthorized"));
    session.sandbox().cloudflare().faults().onAny().once(SandboxFault.hang());
    session
        .sandbox()
        .pushbullet()
        .faults()
        .onAny()
        .once(SandboxFault.answer(401, "x", "who are you"));
    session.sandbox().pushbullet().faults().onAny().once(SandboxFault.answer(400, "x", "go away"));
    try (ShippedLogSettings settings = new ShippedLogSettings();
        Logged ours = Logged.inDetailBy("io.clooster");
        Logged log = Logged.inDetailBy("ROOT")) {
      assertThat(settings).isNotNull();
      assertThat(ours.lines()).isEmpty();
      // When
      session.start();
      tell();
      try (RawPeer stranger = RawPeer.connect(session.port())) {
        stranger.sendHex(LinkAcceptRouteTest.SRV1);
        await().until(stranger::ended);
      }
      await().until(() -> log.with("state=failing").count() >= 2);
      await().until(() -> log.with("state=put aside").count() > 0);
      session.stop();

      // Then
      assertThat(log.with("DEBUG")).as("detail is captured").hasSizeGreaterThan(100);
      assertThat(log.lines()).noneMatch(SecretsTest::tells);
    }
    assertNoFileTells();
  }

  @Test
  void whenTheServicesSendBackWhatTheyGot() throws Exception {
    session = RouteSession.listening(directory);
    String percent = URLEncoder.encode("Bearer " + RouteSession.TOKEN, UTF_8);
    String base64 =
        Base64.getEncoder().encodeToString(("me:" + RouteSession.TOKEN).getBytes(UTF_8));
    for (String echo : List.of("Authorization: Bearer " + RouteSession.TOKEN, percent, base64)) {
      session.sandbox().cloudflare().faults().onAny().once(SandboxFault.answer(403, "9109", echo));
    }
    session
        .sandbox()
        .pushbullet()
        .faults()
        .onAny()
        .once(SandboxFault.answer(401, "x", "Access-Token: " + RouteSession.PUSH_TOKEN));
    session
        .sandbox()
        .cloudflare()
        .addRecord(RouteSession.WWW, "TXT", "\"" + RouteSession.TOKEN + "\"");
    try (ShippedLogSettings settings = new ShippedLogSettings();
        Logged log = Logged.inDetailBy("ROOT")) {
      assertThat(settings).isNotNull();
      // When
      session.start();
      session
          .daemon()
          .context()
          .createProducerTemplate()
          .sendBody(
              "seda:notify",
              new Message("run-1", "x", "", "Title", "it says " + RouteSession.TOKEN));
      await().until(() -> log.with("state=failing").count() >= 3);
      await().until(() -> log.with("state=delivered").count() > 0);
      session.stop();

      // Then
      assertThat(log.with("state=failing")).allMatch(line -> line.contains("***"));
      // What a message says is this test's own text; a real one is made of what was masked before.
      assertThat(log.lines())
          .filteredOn(line -> !line.contains("Title: it says"))
          .noneMatch(SecretsTest::tells)
          .noneMatch(line -> line.contains(base64));
      assertThat(session.sandbox().pushbullet().pushes())
          .isNotEmpty()
          .allMatch(push -> !tells(push.body()) && push.body().contains("***"));
    }
    assertNoFileTells();
  }

  @Test
  void whenTheGlobalKeyIsUsed() throws Exception {
    session =
        RouteSession.connecting(directory)
            .access("\"key\": \"global-key-1\", \"mail\": \"me@example.com\"");
    session.sandbox().cloudflare().allowKey("me@example.com", "global-key-1");
    try (ShippedLogSettings settings = new ShippedLogSettings();
        Logged ours = Logged.inDetailBy("io.clooster");
        Logged log = Logged.inDetailBy("ROOT")) {
      assertThat(settings).isNotNull();
      assertThat(ours.lines()).isEmpty();
      // When
      session.start();

      // Then
      await().until(() -> log.with("state=read value=srv1.example.com").count() > 0);
      session.stop();
      assertThat(log.lines()).noneMatch(SecretsTest::tells);
    }
    assertNoFileTells();
  }

  @Test
  void whenTheRoutesDoNotStart() throws Exception {
    // Given
    Path home = Installations.copy(directory.resolve("home"));
    Path kamelet = home.resolve("routes/kamelets/cloudflare-dns-call-action.kamelet.yaml");
    Files.writeString(
        kamelet, Files.readString(kamelet).replace("bean:{{cloudflareReply}}", "nosuch:component"));
    session = RouteSession.listening(directory).home(home);

    // When
    Throwable failure = catchThrowable(session::start);

    // Then
    assertThat(failure).isInstanceOf(StartFailure.class).hasMessageContaining("nosuch");
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertThat(tells(all.toString())).as(all.toString()).isFalse();
  }

  private static boolean tells(String text) {
    return SECRETS.stream().anyMatch(text::contains);
  }

  private void assertNoFileTells() throws Exception {
    try (Stream<Path> files = Files.walk(session.config().stateDir())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(tells(Files.readString(file))).as(file.toString()).isFalse();
      }
    }
  }

  private void tell() {
    session
        .daemon()
        .context()
        .createProducerTemplate()
        .sendBody("seda:notify", new Message("run-1", "peer-down", "srv2.test", "Title", "Text"));
  }
}
