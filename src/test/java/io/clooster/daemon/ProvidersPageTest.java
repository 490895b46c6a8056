// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.dist.Readme;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The provider that docs/providers.md shows, saved as it stands there, before a web service. */
@Timeout(60)
@Slow
class ProvidersPageTest {
  private static final Path PAGE = Path.of("docs/providers.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORDS =
      """
      [{"name": "WWW.example.com.", "type": "CNAME", "content": "srv1.example.com.", "ttl": 60, "x": [1]}]
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private HttpServer gateway;
  private Daemon daemon;
  private RouteDriver driver;
  private int status = 200;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/", this::answer);
    gateway.start();
    Path home = Installations.copy(directory.resolve("home"));
    Path kamelets = Files.createDirectories(home.resolve("routes/site/kamelets"));
    Files.writeString(
        kamelets.resolve("gateway-dns-action.kamelet.yaml"),
        Readme.block(PAGE, "yaml", "name: gateway-dns-action"));
    daemon = Daemon.start(config(home), home, Duration.ofSeconds(5));
    driver = new RouteDriver(daemon.context());
  }

  private Config config(Path home) throws Exception {
    String block =
        Readme.block(PAGE, "json", "\"gateway\"")
            .replace(
                "https://dns-gateway.example.com",
                "http://127.0.0.1:" + gateway.getAddress().getPort())
            .replace("{{file:/etc/clooster/gateway}}", "gateway-token");
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": %d},
         "verify": false, %s}
        """
            .formatted(RouteSession.freePort(), block);
    Path file = Files.writeString(home.resolve("clooster.json"), json);
    return ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null);
  }

  @AfterEach
  void stop() {
    driver.close();
    daemon.close();
    gateway.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    bodies.add(JSON.readTree(exchange.getRequestBody()));
    if (status != 200) {
      exchange.getResponseHeaders().set("Retry-After", "7");
    }
    byte[] body = (status == 200 ? RECORDS : "no, gateway-token").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void itReadsAndWritesPlainData() {
    // When
    RecordSnapshot snapshot = read();
    driver.order("seda:record-write", write(snapshot));

    // Then
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
    assertThat(driver.next(Event.RecordWritten.class).number()).isEqualTo(2);
    assertThat(asked)
        .contains("POST /read Bearer gateway-token")
        .endsWith("POST /write Bearer gateway-token");
    assertThat(bodies.get(0))
        .hasToString(
            "{\"zone\":\"example.com\",\"names\":[\"www.example.com\",\"_clooster.www.example.com\"]}");
    JsonNode change = bodies.get(bodies.size() - 1);
    assertThat(change.path("conditional").booleanValue()).isTrue();
    assertThat(change.at("/update/0/record/x/0").intValue()).isEqualTo(1);
    assertThat(change.at("/update/0/content").textValue()).isEqualTo("srv2.example.com");
    assertThat(change.at("/sets/0").toString())
        .isEqualTo(
            "{\"name\":\"_clooster.www.example.com\",\"type\":\"TXT\",\"ttl\":60,\"before\":[],"
                + "\"after\":[\"\\\"v=1 epoch=1 holder=srv2.example.com renew=10\\\"\"]}");
    assertThat(change.at("/sets/1").toString())
        .isEqualTo(
            "{\"name\":\"www.example.com\",\"type\":\"CNAME\",\"ttl\":60,"
                + "\"before\":[\"srv1.example.com.\"],\"after\":[\"srv2.example.com\"]}");
  }

  @Test
  void itsStatusSaysWhatKindOfFailureItIs() {
    RecordSnapshot snapshot = read();

    status = 409;
    driver.order("seda:record-write", write(snapshot));
    assertThat(driver.next()).isEqualTo(new Event.RecordConflict(2));

    status = 422;
    driver.order("seda:record-write", write(snapshot));
    assertThat(driver.next())
        .isEqualTo(
            new Event.RecordRefused(2, "refused with HTTP 422: no, ***", Duration.ofSeconds(7)));

    status = 403;
    driver.order("seda:record-write", write(snapshot));
    Event.RecordFailed denied = driver.next(Event.RecordFailed.class);
    assertThat(denied.denied()).isTrue();

    status = 503;
    driver.order("seda:record-read", new Action.ReadRecord(3));
    assertThat(driver.next())
        .isEqualTo(
            new Event.RecordFailed(
                3, "refused with HTTP 503: no, ***", Duration.ofSeconds(7), false));
  }

  private RecordSnapshot read() {
    driver.order("seda:record-read", new Action.ReadRecord(1));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  private static Action.WriteRecord write(RecordSnapshot snapshot) {
    return new Action.WriteRecord(
        2,
        snapshot,
        "srv2.example.com",
        new io.clooster.failover.Claim(1, "srv2.example.com", Duration.ofSeconds(10)));
  }
}
