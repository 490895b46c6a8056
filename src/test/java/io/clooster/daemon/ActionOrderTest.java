// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Status;
import io.clooster.link.Links;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Logged;
import io.netty.channel.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the decision wants done is done in its order, whatever a connection is busy with. */
@Timeout(60)
class ActionOrderTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  private final Sandbox sandbox = Sandbox.start();
  @TempDir private Path directory;
  private Daemon first;
  private Daemon second;

  @BeforeEach
  void start() throws Exception {
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token");
    sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.test");
    var port = RouteSession.freePort();
    first = start("srv1.test", "srv2.test", "server", port);
    second = start("srv2.test", "srv1.test", "client", port);
    await().until(() -> first.linked() && second.linked());
  }

  private Daemon start(String self, String other, String role, int port) throws Exception {
    var file = directory.resolve(self + ".json");
    Files.writeString(
        file,
        """
        {"operate": false, "this_server": "%s", "other_server": "%s", "protocol": 2, "key": "a key of the tests",
         "%s": {"address": "127.0.0.1", "port": %d}, "verify": false,
         "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com",
         "preferred_value": "srv1.test", "api": "%s"}}
        """
            .formatted(self, other, role, port, sandbox.cloudflare().uri()));
    Config config = ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
    return Daemon.start(config, HOME);
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    sandbox.close();
  }

  @Test
  void theStateIsAskedThroughTheQueueOfEventsAndDoesNothing() throws Exception {
    try (var asks = second.context().createProducerTemplate()) {
      await()
          .until(
              () -> asks.requestBody("direct:status", null, Status.class),
              status -> status.record().value() != null);
      Status status = asks.requestBody("direct:status", null, Status.class);

      assertThat(status.server()).isEqualTo("srv2.test");
      assertThat(status.peers()).extracting(Status.Peer::state).containsExactly("connected");
      assertThat(status.role().holder()).isEqualTo("srv1.test");
      assertThat(status.text()).contains("peer=srv1.test state=connected");
    }
  }

  @Test
  void whatIsLoggedDoesNotWaitUntilTheReportsOfTheSameEventAreSent() throws Exception {
    // Given
    var busy = new CountDownLatch(1);
    link(second).eventLoop().execute(() -> waitFor(busy));
    try (var log = Logged.by("clooster")) {
      // When
      try (var events = second.context().createProducerTemplate()) {
        events.sendBody("seda:events", new Event.OwnHealth(false, "it is ill"));
      }

      // Then
      await().until(() -> log.with("server=srv2.test state=unhealthy: it is ill").count() == 1);
    } finally {
      busy.countDown();
    }
  }

  private static Channel link(Daemon daemon) {
    var links = daemon.context().getRegistry().findSingleByType(Links.class);
    return LongStream.range(1, 10)
        .mapToObj(number -> links.channel(new Action.CloseLink(number)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
