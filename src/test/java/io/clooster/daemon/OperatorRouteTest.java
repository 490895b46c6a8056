// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.sandbox.Sandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Logged;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator tells a server of a group of which no other one is there. */
@Timeout(120)
class OperatorRouteTest {
  private static final String WRITTEN = "a-token-of-a-program";
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir private static Path directory;

  private static final Sandbox SANDBOX = Sandbox.start();
  private static final int PORT = RouteSession.freePort();
  private static Config config;
  private static Daemon daemon;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    SANDBOX.cloudflare().addZone("example.com");
    SANDBOX.cloudflare().allowToken(RouteSession.TOKEN);
    SANDBOX.cloudflare().addRecord(RouteSession.WWW, "CNAME", "srv1.test");
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"servers": [{"name": "srv1.test", "address": "127.0.0.1", "port": %d},
                         {"name": "srv2.test", "address": "127.0.0.1", "port": %d}],
             "this_server": "srv1.test", "key": "a-key-of-the-group", "verify": false,
             "listen": {"address": "127.0.0.1", "port": %d},
             "operate": {"port": %d, "token": "%s"},
             "cloudflare": {"token": "%s", "api": "%s", "zone": "example.com", "record": "%s"}}
            """
                .formatted(
                    RouteSession.freePort(),
                    RouteSession.freePort(),
                    RouteSession.freePort(),
                    PORT,
                    WRITTEN,
                    RouteSession.TOKEN,
                    SANDBOX.cloudflare().uri(),
                    RouteSession.WWW));
    config = ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
    daemon = Daemon.start(config, HOME, RouteSession.CALL_DEADLINE, RouteSession.QUEUE_PATIENCE);
    await().until(() -> Files.exists(state(OperateFile.NAME)));
  }

  @AfterAll
  static void stop() {
    daemon.close();
    SANDBOX.close();
  }

  @BeforeEach
  void inService() throws Exception {
    assertThat(order("/resume").statusCode()).isEqualTo(200);
  }

  private static Path state(String name) {
    return config.stateDir().resolve(name);
  }

  private HttpResponse<String> order(String what) throws Exception {
    return order(what, "Bearer " + WRITTEN, "");
  }

  private HttpResponse<String> order(String what, String authorization, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + what))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode status() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/status")).build();
    return new JsonMapper()
        .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private boolean isDrained() throws Exception {
    return status().path("drained").asBoolean();
  }

  @Test
  void theRecordGoesToNobodyWhoIsNotThere() throws Exception {
    HttpResponse<String> refused = order("/switch?to=srv2.test");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("srv2.test is not linked with srv1.test, which holds the record")
        .contains("nothing was changed");
  }

  @Test
  void whoHoldsItMayBeChosenAndTheChoiceTakenBack() throws Exception {
    HttpResponse<String> chosen = order("/switch?to=srv1.test");

    assertThat(chosen.body())
        .isEqualTo("{\"done\":true,\"from\":\"srv1.test\",\"to\":\"srv1.test\"}");
    await().until(() -> status().path("claim").path("pinned").asBoolean());
    HttpResponse<String> auto = order("/switch?auto=true");
    assertThat(auto.statusCode()).isEqualTo(200);
    assertThat(auto.body()).contains("\"done\":true").doesNotContain("\"to\"");
    await().until(() -> !status().path("claim").path("pinned").asBoolean());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?to=",
        "?to=srv2.test&auto=true",
        "?auto=false",
        "?to=a&to=b",
        "?for=30m",
        "?to=srv9",
        "?to=%00",
        "?auto=perhaps"
      })
  void aSwitchThatNamesNoServerIsRefused(String query) throws Exception {
    HttpResponse<String> refused = order("/switch" + query);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"error\"").doesNotContain(WRITTEN);
  }

  @Test
  void aSwitchWantsTheToken() throws Exception {
    assertThat(order("/switch?to=srv1.test", "", "").statusCode()).isEqualTo(401);
    assertThat(order("/switch?to=srv1.test", "Bearer no", "").statusCode()).isEqualTo(401);
  }

  @Test
  void whatTheNameServersGiveIsHeldAgainstWhatTheProviderShows() throws Exception {
    HttpResponse<String> answer = order("/name-servers");
    JsonNode found = new JsonMapper().readTree(answer.body());

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(found.path("value").asText()).isEqualTo("srv1.test");
    assertThat(found.path("name_servers").isInt()).isTrue();
    assertThat(found.path("name_servers").asInt()).isZero();
    assertThat(found.path("lagging").isArray()).isTrue();
    assertThat(found.path("cached_seconds").asDouble()).isPositive();
    assertThat(order("/name-servers", "Bearer no", "").statusCode()).isEqualTo(401);
  }

  @Test
  void whereTheProviderCanNotBeReadItSaysWhy() throws Exception {
    SANDBOX
        .cloudflare()
        .faults()
        .on("GET", "/dns_records")
        .times(2, SandboxFault.answer(403, "9109", "Unauthorized"));

    HttpResponse<String> answer = order("/name-servers");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body())
        .contains("\"error\":\"the record can't be read: ")
        .doesNotContain(RouteSession.TOKEN);
  }

  @Test
  void nothingIsMovedForAWhileOrUntilThatIsTakenBack() throws Exception {
    JsonNode held = new JsonMapper().readTree(order("/hold?for=2h").body());

    assertThat(held.path("done").asBoolean()).isTrue();
    assertThat(held.path("claim").asBoolean()).isTrue();
    assertThat(held.path("not_reached").path(0).path("server").asText()).isEqualTo("srv2.test");
    assertThat(held.path("not_reached").path(0).path("why").asText()).contains("no link");
    assertThat(status().path("held").asBoolean()).isTrue();
    assertThat(status().path("held_for").asDouble()).isBetween(7100.0, 7200.0);
    assertThat(status().path("because").toString()).contains("clooster release ends that");
    assertThat(order("/switch?to=srv1.test").body()).contains("clooster release");

    JsonNode released = new JsonMapper().readTree(order("/release").body());
    assertThat(released.path("claim").asBoolean()).isTrue();
    assertThat(status().path("held").asBoolean()).isFalse();
    assertThat(status().path("held_for").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hold?for=25h",
        "/hold?for=0s",
        "/hold?for=tomorrow",
        "/hold?for=1h&for=2h",
        "/hold?anyway=true",
        "/hold?for=%00",
        "/release?for=1h"
      })
  void aHoldThatIsNoneIsRefused(String order) throws Exception {
    assertThat(order(order).statusCode()).isEqualTo(400);
    assertThat(status().path("held").asBoolean()).isFalse();
  }

  @Test
  void aHoldWantsTheToken() throws Exception {
    assertThat(order("/hold", "", "").statusCode()).isEqualTo(401);
    assertThat(order("/release", "Bearer no", "").statusCode()).isEqualTo(401);
    assertThat(status().path("held").asBoolean()).isFalse();
  }

  @Test
  void theLastOneIsDrainedOnlyIfThatIsSaid() throws Exception {
    HttpResponse<String> refused = order("/drain");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("nothing was changed", "--anyway");
    assertThat(isDrained()).isFalse();
    assertThat(state(DrainFile.NAME)).doesNotExist();

    assertThat(order("/drain?anyway=true&for=30m").body()).isEqualTo("{\"done\":true}");
    assertThat(isDrained()).isTrue();
    assertThat(status().path("self").path("eligible").asBoolean()).isFalse();
    assertThat(status().path("self").path("healthy").asBoolean()).isTrue();
    assertThat(Files.readString(state(DrainFile.NAME))).contains("\"lasts\":1800");
  }

  @Test
  void itIsBackInServiceWithoutARestart() throws Exception {
    order("/drain?anyway=true");

    assertThat(order("/resume").body()).isEqualTo("{\"done\":true}");

    assertThat(isDrained()).isFalse();
    assertThat(state(DrainFile.NAME)).doesNotExist();
    assertThat(order("/resume").statusCode()).isEqualTo(200);
  }

  /** What follows from an order is asked for, and its answer waited for, where all events go. */
  @Test
  void theDecisionGoesOnAtOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      order("/drain?anyway=true");
      order("/resume");
    }
    long begun = System.nanoTime();
    assertThat(isDrained()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer null", "Bearer ${variable.order}", "Basic YTpi"})
  void whoDoesNotShowTheTokenChangesNothing(String authorization) throws Exception {
    try (Logged log = Logged.by("clooster")) {
      HttpResponse<String> refused = order("/drain?anyway=true", authorization, "");

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(refused.body()).contains(OperateToken.NAME).doesNotContain(WRITTEN);
      assertThat(log.with("operate")).isEmpty();
      assertThat(log.with(WRITTEN)).isEmpty();
    }
    assertThat(isDrained()).isFalse();
  }

  @Test
  void theOneInTheStateDirectoryIsAsGood() throws Exception {
    String made = "Bearer " + Files.readString(state(OperateToken.NAME));

    assertThat(order("/drain?anyway=true", made, "").statusCode()).isEqualTo(200);
    assertThat(order("/resume", made + "0", "").statusCode()).isEqualTo(401);
    assertThat(isDrained()).isTrue();
    assertThat(status().toString()).doesNotContain(made.substring(7), WRITTEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drain?anyway=true&for=30m", "/drain?for=1h%20&anyway=true", "/resume"})
  void aSignedOrderCountsOnce(String what) throws Exception {
    OperateFile daemonFile = OperateFile.read(config.stateDir());
    String signed = OperateToken.signature(what, config.stateDir(), daemonFile);

    assertThat(order("/hold?for=1h", signed, "").statusCode()).isEqualTo(401);
    assertThat(order(what, signed, "").statusCode()).isNotEqualTo(401);
    assertThat(order(what, signed, "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "-5m", "0s", "31d", "1m&for=2m", "%24%7Bbody%7D", "%0A"})
  void aTimeThatIsNoneIsRefused(String time) throws Exception {
    HttpResponse<String> refused = order("/drain?anyway=true&for=" + time);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new JsonMapper().readTree(refused.body()).path("error").asText())
        .startsWith("for: ");
    assertThat(isDrained()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drain?anyway=yes", "/drain?anyway=true&four=30m", "/resume?for=30m"})
  void whatItDoesNotKnowIsRefused(String order) throws Exception {
    assertThat(order(order).statusCode()).isEqualTo(400);
    assertThat(isDrained()).isFalse();
  }

  /** It would stand in a proxy's log. */
  @Test
  void aTokenInTheAddressIsRefused() throws Exception {
    String query = "/drain?anyway=true&Authorization=Bearer%20" + WRITTEN;

    assertThat(order(query, "", "").statusCode()).isEqualTo(401);
    assertThat(isDrained()).isFalse();
  }

  /** Headers of these names do not. */
  @Test
  void onlyTheQuerySaysHow() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/drain"))
            .header("Authorization", "bearer " + WRITTEN)
            .header("anyway", "true")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(409);
  }

  @Test
  void howLongYetIsTold() throws Exception {
    order("/drain?anyway=true&for=1d");

    assertThat(status().path("drained_for").asDouble()).isBetween(86_000.0, 86_400.0);
    order("/drain?anyway=true");
    assertThat(status().path("drained_for").isNull()).isTrue();
  }

  /** The state directory's disk hangs: orders are refused in time, and others are answered. */
  @ParameterizedTest
  @ValueSource(strings = {"operate-store", "operate-token-read"})
  void aDiskThatHangsKeepsNobodyElse(String route) throws Exception {
    daemon.context().getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
    try {
      CompletableFuture<HttpResponse<String>> order =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return order("/drain?anyway=true");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      int answered = 0;
      while (!order.isDone()) {
        assertThat(isDrained()).isFalse();
        answered++;
      }
      // One at a time, as before: it would have been one or two.
      assertThat(answered).isGreaterThan(5);
      assertThat(order.get().statusCode()).isEqualTo(507);
      assertThat(order.get().body()).contains("disk", "nothing was changed");
    } finally {
      daemon.context().getRouteController().startRoute(route);
    }
    assertThat(order("/resume").body()).isEqualTo("{\"done\":true}");
    assertThat(state(DrainFile.NAME)).doesNotExist();
  }

  /** It may be what a failover waits for. */
  @Test
  void resumeDoesNotWaitForTheDisk() throws Exception {
    order("/drain?anyway=true");
    daemon.context().getRouteController().stopRoute("operate-store", 1, TimeUnit.SECONDS);
    try {
      HttpResponse<String> answer = order("/resume");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("drained again after a restart", "within 2 s");
      assertThat(isDrained()).isFalse();
    } finally {
      daemon.context().getRouteController().startRoute("operate-store");
    }
  }

  @Test
  void aBodyMeansNothing() throws Exception {
    assertThat(order("/drain?anyway=true", "Bearer " + WRITTEN, "{[[[[").statusCode())
        .isEqualTo(200);
    assertThat(order("/resume", "Bearer " + WRITTEN, "\u0000".repeat(1000)).statusCode())
        .isEqualTo(200);
    assertThat(order("/drain?anyway=true", "Bearer " + WRITTEN, "x".repeat(100_000)).statusCode())
        .isEqualTo(413);
    assertThat(isDrained()).isFalse();
  }

  @Test
  void whoNamesAnotherMachineIsRefusedWhateverHeKnows() throws Exception {
    String order =
        "POST /drain?anyway=true HTTP/1.1\r\nHost: evil.example.com\r\nAuthorization: Bearer "
            + WRITTEN
            + "\r\nContent-Length: 0\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
      socket.getOutputStream().write(order.getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 403");
    }
    assertThat(isDrained()).isFalse();
  }

  @Test
  void ordersAtOnceAreTakenOneAfterTheOther() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> given = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String what = i % 2 == 0 ? "/drain?anyway=true" : "/resume";
      given.add(
          client.sendAsync(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + what))
                  .header("Authorization", "Bearer " + WRITTEN)
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> each : given) {
      assertThat(each.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    assertThat(Files.exists(state(DrainFile.NAME))).isEqualTo(isDrained());
  }

  @Test
  void anOrderThatCantBeStoredIsRefused() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(config.stateDir(), elsewhere);
    try (Logged camel = Logged.by("org.apache.camel")) {
      HttpResponse<String> refused = order("/drain?anyway=true");

      assertThat(refused.statusCode()).isEqualTo(507);
      assertThat(refused.body()).contains("can't be stored", "nothing was changed");
      assertThat(camel.with("Failed delivery")).isEmpty();
      assertThat(isDrained()).isFalse();
    } finally {
      Files.move(elsewhere, config.stateDir());
    }
  }

  @Test
  void whatCantBeDeletedIsToldAndTheServerIsInServiceAllTheSame() throws Exception {
    order("/drain?anyway=true");
    Path file = state(DrainFile.NAME);
    Files.delete(file);
    Files.createDirectories(file.resolve("within"));
    try {
      HttpResponse<String> answer = order("/resume");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new JsonMapper().readTree(answer.body()).path("warning").asText())
          .contains("drained again after a restart", file.toString());
      assertThat(isDrained()).isFalse();
    } finally {
      Files.delete(file.resolve("within"));
      Files.delete(file);
    }
  }

  @Test
  void aDecisionThatDoesNotAnswerTakesNoOrder() throws Exception {
    daemon.context().getRouteController().stopRoute("failover-decide", 1, TimeUnit.SECONDS);
    try {
      HttpResponse<String> unanswered = order("/drain?anyway=true");

      assertThat(unanswered.statusCode()).isEqualTo(503);
      assertThat(state(DrainFile.NAME)).doesNotExist();
    } finally {
      daemon.context().getRouteController().startRoute("failover-decide");
      assertThat(daemon.context().getRouteController().getRouteStatus("failover-decide"))
          .isEqualTo(ServiceStatus.Started);
    }
    await().ignoreExceptions().until(() -> !isDrained());
  }
}
