// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clooster.config.ConfigReader;
import io.clooster.dist.Readme;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
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

/** A provider that can't make a write depend on what was read. */
@Timeout(60)
@Slow
class LastLookTest {
  private static final String RECORDS =
      """
      [{"name": "www.example.com", "type": "CNAME", "content": "srv1.example.com", "ttl": 60},
       {"name": "_clooster.www.example.com", "type": "TXT",
        "content": "v=1 epoch=%d holder=srv1.example.com renew=10", "ttl": 60}]
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer gateway;
  private Daemon daemon;
  private RouteDriver driver;
  private volatile int epoch = 7;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/", this::answer);
    gateway.start();
    Path home = Installations.copy(directory.resolve("home"));
    Path kamelets = Files.createDirectories(home.resolve("routes/site/kamelets"));
    Files.writeString(
        kamelets.resolve("gateway-dns-action.kamelet.yaml"),
        Readme.block(Path.of("docs/providers.md"), "yaml", "name: gateway-dns-action")
            .replace("dns.write: conditional", "dns.write: last-look"));
    String json =
        """
        {"this_server": "srv2.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": %d},
         "verify": false,
         "gateway": {"url": "http://127.0.0.1:%d", "token": "t", "zone": "example.com",
                     "record": "www.example.com"}}
        """
            .formatted(RouteSession.freePort(), gateway.getAddress().getPort());
    Path file = Files.writeString(home.resolve("clooster.json"), json);
    daemon =
        Daemon.start(
            ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null),
            home,
            Duration.ofSeconds(5));
    driver = new RouteDriver(daemon.context());
    asked.clear();
  }

  @AfterEach
  void stop() {
    driver.close();
    daemon.close();
    gateway.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    asked.add(exchange.getRequestURI().getPath());
    byte[] body = RECORDS.formatted(epoch).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void isReadOnceMoreRightBeforeTheWrite() {
    // Given
    RecordSnapshot snapshot = read();

    // When
    driver.order("seda:record-write", write(snapshot));

    // Then
    assertThat(driver.next()).isInstanceOf(Event.RecordWritten.class);
    assertThat(asked).containsExactly("/read", "/read", "/write");
  }

  @Test
  void isNotWrittenWhereAnotherServerWasFaster() {
    // Given
    RecordSnapshot snapshot = read();
    epoch = 8;

    // When
    driver.order("seda:record-write", write(snapshot));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordConflict(2));
    assertThat(asked).containsExactly("/read", "/read");
  }

  private RecordSnapshot read() {
    driver.order("seda:record-read", new Action.ReadRecord(1));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  private static Action.WriteRecord write(RecordSnapshot snapshot) {
    Claim claim = new Claim(8, "srv2.example.com", Duration.ofSeconds(10));
    return new Action.WriteRecord(2, snapshot, "srv2.example.com", claim);
  }
}
