// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.testing.Logged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the state to who asks on this machine. */
@Timeout(120)
class OperateRouteTest {
  private static final int OPEN_AT_A_TIME = 16;

  private Logged log;
  @TempDir private Path directory;
  private final int port = RouteSession.freePort();
  private final HttpClient client = HttpClient.newHttpClient();
  private RouteSession session;

  @BeforeEach
  void prepare() {
    log = Logged.by("clooster");
    session = RouteSession.listening(directory).with("\"operate\": {\"port\": " + port + "}");
  }

  @AfterEach
  void close() {
    session.close();
    log.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private void awaitAnswers() {
    await().ignoreExceptions().until(() -> get("/none").statusCode() == 404);
  }

  @Test
  void theStateIsToldAsJson() throws Exception {
    session.start();
    awaitAnswers();
    await().until(() -> get("/status").body().contains("\"value\":\"srv1.example.com\""));

    HttpResponse<String> answer = get("/status");
    JsonNode status = new JsonMapper().readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(status.path("self").path("name").asText()).isEqualTo(RouteSession.ME);
    assertThat(status.path("peers").path(0).path("name").asText()).isEqualTo(RouteSession.PEER);
    assertThat(status.path("record").path("names").path(0).asText()).isEqualTo(RouteSession.WWW);
    assertThat(answer.body()).doesNotContain(RouteSession.TOKEN, RouteSession.LINK_KEY);
  }

  @Test
  void aServerIsReadyOnceTheProviderAnswers() throws Exception {
    session.start();
    awaitAnswers();

    await().until(() -> get("/health").statusCode() == 200);

    assertThat(get("/health").body()).contains("\"status\":\"UP\"", "clooster-ready");
  }

  @Test
  void itIsNotReadyWhereTheProviderRefuses() throws Exception {
    session.access("\"token\": \"another-token\"").start();
    awaitAnswers();

    await().until(() -> get("/status").body().contains("\"failing\":\""));

    assertThat(get("/health").statusCode()).isEqualTo(503);
  }

  @Test
  void aDaemonLivesThoughItIsNotReady() throws Exception {
    session.access("\"token\": \"another-token\"").start();
    awaitAnswers();

    await().until(() -> get("/status").body().contains("\"failing\":\""));

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/metrics").body()).contains("\nclooster_ready 0.0\n");
  }

  @Test
  void metersAreToldAsPrometheusReadsThem() throws Exception {
    session.start();
    awaitAnswers();
    await().until(() -> get("/metrics").body().contains("\nclooster_ready 1.0\n"));

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains("clooster_holder{server=\"" + RouteSession.ME + "\"}")
        .contains("clooster_peer_linked{peer=\"" + RouteSession.PEER + "\"}");
  }

  @Test
  void aDeadPeerStandsInTheIncidents() throws Exception {
    session.start();
    awaitAnswers();
    assertThat(get("/incidents").body()).contains("\"incidents\":[]");

    session.movesTheRecordOfADeadPeer(log);

    await()
        .until(
            () ->
                get("/incidents").body().contains("\"kind\":\"peer-down\",\"outcome\":\"moved\""));
    assertThat(get("/incidents").body()).contains("\"to\":\"" + RouteSession.ME + "\"");
    await()
        .until(
            () ->
                get("/metrics")
                    .body()
                    .contains(
                        "clooster_incident_written_seconds_bucket{kind=\"peer-down\",le=\"+Inf\"} 1\n"));
    await().until(() -> Files.exists(session.config().stateDir().resolve(IncidentFile.NAME)));
  }

  @Test
  void aBrowserGetsAPageThatMayDoNothingButAskHere() throws Exception {
    session.start();
    awaitAnswers();
    await().until(() -> get("/").body().contains("✔ answers"));

    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-")
        .endsWith("frame-ancestors 'none'");
    assertThat(page.headers().map()).doesNotContainKey("set-cookie");
    assertThat(page.body())
        .contains("<title>", RouteSession.ME, RouteSession.PEER, RouteSession.WWW)
        .doesNotContain(RouteSession.TOKEN, RouteSession.LINK_KEY);
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example.com\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .doesNotContain(RouteSession.PEER);
  }

  @Test
  void whoNamesAnotherMachineIsRefused() throws Exception {
    session.start();
    awaitAnswers();

    assertThat(raw("GET /status HTTP/1.1\r\nHost: evil.example.com\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .doesNotContain(RouteSession.PEER);
  }

  @Test
  void whatIsNoUriIsAnsweredAsThat() throws Exception {
    session.start();
    awaitAnswers();

    for (String request :
        List.of(
            "GET /%zz HTTP/1.1\r\nHost: localhost",
            "GET /status?for=%z HTTP/1.1\r\nHost: localhost",
            "GET /a{b} HTTP/1.1\r\nHost: localhost",
            "GET /a\\b HTTP/1.1\r\nHost: localhost",
            "GET /[ HTTP/1.1\r\nHost: localhost",
            "GET http://[::1/status HTTP/1.1\r\nHost: localhost",
            "GET // HTTP/1.1\r\nHost: localhost",
            "GET :80 HTTP/1.1\r\nHost: localhost",
            "POST /drain?for=^ HTTP/1.1\r\nHost: localhost",
            "POST /drain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n%zz")) {
      assertThat(raw(request + "\r\n\r\n"))
          .as(request)
          .startsWith("HTTP/1.1 400")
          .contains("{\"error\": \"the request can't be read");
    }
  }

  @Test
  void noAnswerIsKeptInACache() throws Exception {
    session.start();
    awaitAnswers();

    for (String what : List.of("/", "/status", "/metrics", "/health", "/incidents", "/none")) {
      assertThat(get(what).headers().allValues("Cache-Control"))
          .as(what)
          .containsExactly("no-store");
    }
  }

  @Test
  void nothingCanBeChanged() throws Exception {
    session.start();
    awaitAnswers();

    assertThat(raw("POST /status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"))
        .startsWith("HTTP/1.1 405");
  }

  @Test
  void aPairOfProtocol1HasNoWordForADrain() throws Exception {
    session.start();
    awaitAnswers();
    Path state = session.config().stateDir();
    await().until(() -> Files.exists(state.resolve(OperateFile.NAME)));

    for (String what : List.of("/drain?anyway=true", "/resume")) {
      HttpResponse<String> refused =
          send(
              HttpRequest.newBuilder(uri(what))
                  .header(
                      "Authorization", OperateToken.signature(what, state, OperateFile.read(state)))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build());

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("protocol 1 has no word for that");
    }
    assertThat(get("/status").body()).contains("\"drained\":false");
  }

  @Test
  void aPortThatIsTakenIsToldAndTriedAgain() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.setReuseAddress(true);
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      session.start();
      await()
          .until(() -> log.with("operate=http://127.0.0.1:" + port + " state=failing").count() > 0);
    }

    awaitAnswers();
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void whoHoldsConnectionsOpenKeepsNobodyFromAskingForLong() throws Exception {
    session.start();
    awaitAnswers();
    List<Socket> held = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      for (int i = 0; i < 200; i++) {
        held.add(connected());
      }

      List<Double> beyond = new ArrayList<>();
      for (Socket each : held.subList(OPEN_AT_A_TIME, held.size())) {
        beyond.add(secondsUntilClosed(each));
      }
      // The connection by which we saw it answer may make room for one of them as it ends.
      assertThat(beyond).filteredOn(seconds -> seconds > 2).hasSizeLessThanOrEqualTo(1);
      assertThat(secondsUntilClosed(held.get(0))).isLessThan(8);
      assertThat((System.nanoTime() - begun) / 1e9).isGreaterThan(2);
      await().ignoreExceptions().until(() -> get("/status").statusCode() == 200);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void whoSendsARequestBitByBitIsNotWaitedForLonger() throws Exception {
    session.start();
    awaitAnswers();
    try (Socket slow = connected()) {
      slow.getOutputStream().write("GET /status HTTP/1.1\r\nX: ".getBytes(US_ASCII));
      long begun = System.nanoTime();

      await()
          .pollInterval(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(8))
          .until(
              () -> {
                try {
                  slow.getOutputStream().write('x');
                  return false;
                } catch (IOException e) {
                  return true;
                }
              });

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void askingALotOneAfterTheOtherIsNothingToBeLimited() throws Exception {
    session.start();
    awaitAnswers();

    for (int i = 0; i < 100; i++) {
      assertThat(get("/none").statusCode()).isEqualTo(404);
    }
  }

  private Socket connected() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** From now on; whether the end is announced or the connection reset. */
  private static double secondsUntilClosed(Socket socket) throws IOException {
    long begun = System.nanoTime();
    socket.setSoTimeout(20_000);
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
