// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SandboxFaultsTest {
  private static final String WWW = "www.example.com";
  private static final String MOVE = "{\"type\":\"CNAME\",\"content\":\"srv2.example.com\"}";
  private static final Duration FOREVER = Duration.ofDays(1);

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  private final SandboxFaults faults = cloudflare.faults();
  private Client client;
  private String www;

  @BeforeEach
  void aZoneWithARecord() {
    String zone = cloudflare.addZone("example.com");
    cloudflare.allowToken("token-1");
    String id = cloudflare.addRecord(WWW, "CNAME", "srv1.example.com").id();
    www = "/zones/" + zone + "/dns_records/" + id;
    client = new Client(cloudflare.uri(), "Authorization", "Bearer token-1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void anOrderedAnswerKeepsTheRequestFromItsEffect() throws Exception {
    // Given
    faults.onWrites().once(SandboxFault.answer(503, "10000", "away", Duration.ofSeconds(7)));

    // When
    Client.Reply read = client.get(www);
    Client.Reply refused = client.send("PATCH", www, MOVE);
    String meanwhile = content();
    Client.Reply accepted = client.send("PATCH", www, MOVE);

    // Then
    assertThat(read.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo(10000);
    assertThat(refused.header("Retry-After")).isEqualTo("7");
    assertThat(meanwhile).isEqualTo("srv1.example.com");
    assertThat(accepted.status()).isEqualTo(200);
    assertThat(cloudflare.calls().get(1).effectNanos()).isEmpty();
  }

  @Test
  void theFirstRuleThatMatchesWinsUntilItIsRemoved() throws Exception {
    // Given
    SandboxFaults.Rule first =
        faults.on("GET", "/dns_records/").always(SandboxFault.answer(500, "1", "one"));
    SandboxFaults.Rule second = faults.onAny().times(1, SandboxFault.answer(502, "2", "two"));

    // When
    int before = client.get(www).status();
    first.remove();
    int then = client.get(www).status();
    int after = client.get(www).status();

    // Then
    assertThat(before).isEqualTo(500);
    assertThat(then).isEqualTo(502);
    assertThat(after).isEqualTo(200);
    assertThat(first.hits()).isEqualTo(1);
    assertThat(second.hits()).isEqualTo(1);
  }

  @Test
  void aLostAnswerHasItsEffect() throws Exception {
    // Given
    faults.onWrites().once(SandboxFault.lostAnswer());

    // When
    assertThatThrownBy(() -> client.send("PATCH", www, MOVE)).isInstanceOf(IOException.class);

    // Then
    assertThat(content()).isEqualTo("srv2.example.com");
    assertThat(cloudflare.calls().get(0).status()).isZero();
  }

  @Test
  void callsCanBeMadeToTakeEffectTogether() throws Exception {
    // Given
    faults.onWrites().times(2, SandboxFault.together(2));

    // When
    CompletableFuture<Client.Reply> first = patching();
    await().until(() -> cloudflare.calls().size() == 1);
    String meanwhile = content();
    CompletableFuture<Client.Reply> second = patching();

    // Then
    assertThat(first.get().status()).isEqualTo(200);
    assertThat(second.get().status()).isEqualTo(200);
    assertThat(meanwhile).isEqualTo("srv1.example.com");
    assertThat(cloudflare.writes(WWW)).hasSize(3);
    assertThat(client.send("PATCH", www, MOVE).status()).isEqualTo(200);
  }

  @Test
  void ofCallsThatTakeEffectTogetherNoneNeedLearnIt() {
    // Given
    faults.onWrites().times(2, SandboxFault.together(2, SandboxFault.lostAnswer()));

    // When
    CompletableFuture<Client.Reply> first = patching();
    CompletableFuture<Client.Reply> second = patching();

    // Then
    assertThatThrownBy(first::get).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(second::get).hasCauseInstanceOf(IOException.class);
    assertThat(cloudflare.writes(WWW)).hasSize(3);
  }

  @Test
  void whoWaitsForCallsThatDoNotComeIsToldSo() {
    // Given
    Gate gate = new Gate(2, Duration.ofMillis(20));

    // Then
    assertThatThrownBy(gate::pass).hasMessageContaining("did not come");
    assertThatThrownBy(gate::pass).hasMessageContaining("did not come");
  }

  @Test
  void aResetHasNoEffect() {
    // Given
    faults.onWrites().once(SandboxFault.reset());

    // When
    assertThatThrownBy(() -> client.send("PATCH", www, MOVE)).isInstanceOf(IOException.class);

    // Then
    assertThat(content()).isEqualTo("srv1.example.com");
  }

  @Test
  void aHangingCallHoldsUpNobodyAndEndsWithTheSandbox() throws Exception {
    // Given
    faults.onWrites().always(SandboxFault.hang());

    // When
    CompletableFuture<Client.Reply> hanging = client.begin("PATCH", www, MOVE);
    await().until(() -> cloudflare.calls().size() == 1);
    int other = client.get(www).status();
    boolean answered = hanging.isDone();
    sandbox.close();

    // Then
    assertThat(other).isEqualTo(200);
    assertThat(answered).isFalse();
    assertThat(content()).isEqualTo("srv1.example.com");
    assertThatThrownBy(hanging::get).isInstanceOf(ExecutionException.class);
  }

  @Test
  void aCallThatIsSlowAfterItsEffectHasIt() {
    // Given
    faults.onWrites().once(SandboxFault.slowAfterEffect(FOREVER));

    // When
    CompletableFuture<Client.Reply> late = client.begin("PATCH", www, MOVE);

    // Then
    await().until(() -> content().equals("srv2.example.com"));
    assertThat(late).isNotDone();
  }

  @Test
  void aCallThatIsSlowBeforeItsEffectHasItThoughTheClientHasGone() throws Exception {
    // Given
    faults.onWrites().once(SandboxFault.slowBeforeEffect(Duration.ofMillis(300)));

    // When
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cloudflare.uri().getPort())) {
      socket.getOutputStream().write(raw("PATCH", MOVE));
      await().until(() -> cloudflare.calls().size() == 1);
    }
    String atFirst = content();

    // Then
    assertThat(atFirst).isEqualTo("srv1.example.com");
    await().until(() -> content().equals("srv2.example.com"));
  }

  @Test
  void anAnswerDripsFromItsFirstByte() throws Exception {
    // Given
    faults.onAny().once(SandboxFault.drip(FOREVER));

    // When
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cloudflare.uri().getPort())) {
      socket.getOutputStream().write(raw("GET", ""));
      InputStream in = socket.getInputStream();
      int first = in.read();

      // Then
      assertThat(first).isEqualTo('H');
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void whatDripsArrivesWhole() throws Exception {
    // Given
    faults.onAny().once(SandboxFault.drip(Duration.ofNanos(1)));

    // When
    Client.Reply reply = client.get(www);

    // Then
    assertThat(reply.result().path("content").asText()).isEqualTo("srv1.example.com");
  }

  @Test
  void brokenJsonIsNoJson() throws Exception {
    // Given
    faults.onAny().once(SandboxFault.brokenJson());

    // When
    Client.Reply reply = client.get(www);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThatThrownBy(reply::json).isInstanceOf(AssertionError.class);
  }

  @Test
  void aBrokenProxyAnswersWithAPage() throws Exception {
    // Given
    faults.onAny().once(SandboxFault.proxyError());

    // When
    Client.Reply reply = client.send("PATCH", www, MOVE);

    // Then
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    assertThat(reply.http().body()).startsWith("<html>");
    assertThat(content()).isEqualTo("srv1.example.com");
  }

  @Test
  void anAnswerCanBeOfAnySizeAndStillRight() throws Exception {
    // Given
    faults.onAny().once(SandboxFault.tooLarge(5_000_000));

    // When
    Client.Reply reply = client.get(www);

    // Then
    assertThat(reply.http().body()).hasSize(5_000_000);
    assertThat(reply.result().path("content").asText()).isEqualTo("srv1.example.com");
  }

  @Test
  void anApiThatIsDownRefusesConnectionsAndComesBackOnItsPort() throws Exception {
    // Given
    client.get(www);
    faults.onWrites().once(SandboxFault.hang());
    CompletableFuture<Client.Reply> hanging = client.begin("PATCH", www, MOVE);
    await().until(() -> cloudflare.calls().size() == 2);

    // When
    cloudflare.down();
    cloudflare.down();

    // Then
    assertThatThrownBy(hanging::get).isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> client.get(www)).isInstanceOf(ConnectException.class);
    sandbox.pushbullet().allowToken("token-2");
    Client pushbullet = new Client(sandbox.pushbullet().uri(), "Access-Token", "token-2");
    assertThat(pushbullet.get("/users/me").status()).isEqualTo(200);

    // When
    cloudflare.up();
    cloudflare.up();

    // Then
    assertThat(client.get(www).status()).isEqualTo(200);
  }

  private CompletableFuture<Client.Reply> patching() {
    Client another = new Client(cloudflare.uri(), "Authorization", "Bearer token-1");
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return another.send("PATCH", www, MOVE);
          } catch (Exception e) {
            throw new java.util.concurrent.CompletionException(e);
          }
        });
  }

  private String content() {
    return cloudflare.content(WWW, "CNAME");
  }

  private byte[] raw(String method, String body) {
    return """
    %s /client/v4%s HTTP/1.1\r
    Host: 127.0.0.1\r
    Authorization: Bearer token-1\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(method, www, body.length(), body)
        .getBytes(US_ASCII);
  }
}
