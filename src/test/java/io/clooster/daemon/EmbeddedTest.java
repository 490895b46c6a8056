// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.Clooster;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.sandbox.ReservedPort;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StartupListener;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clooster as a part of other Camel applications, here two of them in one JVM. */
@Timeout(90)
@Slow
class EmbeddedTest {
  private static final String WWW = "www.example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Sandbox sandbox = Sandbox.start();
  private final int[] ports = {ReservedPort.keep(), ReservedPort.keep()};

  /** What the host's own route reads, as text. */
  private final List<String> read = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @BeforeEach
  void addRecord() {
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken(RouteSession.TOKEN);
    sandbox
        .cloudflare()
        .addRecord(Map.of("name", WWW, "type", "CNAME", "content", "srv1.example.com", "ttl", 300));
    sandbox.pushbullet().allowToken(RouteSession.PUSH_TOKEN);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aFailoverBetweenTwoHostsIsReadByARouteOfTheHosts() throws Exception {
    // Given
    Main host = new Main();
    host.setDefaultPropertyPlaceholderLocation("false");
    host.configure().withName("ticketing");
    host.configure().addRoutesBuilder(reading("seda:clooster-notices?multipleConsumers=true"));
    Clooster.configure(host, config(2), directory.resolve("home2"));
    CamelContext other = new DefaultCamelContext();
    Clooster.configure(other, config(1), directory.resolve("home1"));
    host.start();
    other.start();
    try {
      await().atMost(PATIENCE).until(() -> sandbox.cloudflare().claimsNow(WWW).size() == 1);
      await("a link").pollDelay(Duration.ofSeconds(2)).until(() -> true);

      // When
      long begin = System.nanoTime();
      other.stop();

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      await()
          .atMost(PATIENCE)
          .until(() -> sandbox.cloudflare().content(WWW, "CNAME").equals("srv2.example.com"));
      await().atMost(PATIENCE).until(() -> !read.isEmpty());
      JsonNode notice = new ObjectMapper().readTree(read.get(0));
      assertThat(notice.path("kind").asText()).isEqualTo("peer-stopped");
      assertThat(notice.path("peer").asText()).isEqualTo("srv1.example.com");
      assertThat(notice.path("text").asText()).contains("srv2.example.com");
    } finally {
      other.stop();
      host.stop();
    }
  }

  @Test
  void aHomeWithNothingButRoutesOfOnesOwnIsFilledAndThoseRun() throws Exception {
    // Given
    Path site = Files.createDirectories(directory.resolve("home/routes/site"));
    Files.writeString(
        site.resolve("mine.camel.yaml"),
        "- route: {id: mine, from: {uri: 'timer:x', steps: [{log: {message: OWN}}]}}");
    Files.createDirectories(directory.resolve("home/routes/kamelets"));
    Path words = directory.resolve("home/routes/messages.properties");
    Files.writeString(words, "# mine\n");
    CamelContext host = new DefaultCamelContext();
    Clooster.configure(host, config(1), directory.resolve("home"));

    // When
    try (Logged log = Logged.by("clooster")) {
      host.start();

      // Then
      await().atMost(PATIENCE).until(() -> log.with("OWN").count() > 0);
      assertThat(words).hasContent("# mine");
    } finally {
      host.stop();
    }
  }

  @Test
  void neitherTheHostsSystemPropertiesNorASettingsFileChangeOurs() throws Exception {
    // Given
    Path conf = Files.createDirectories(directory.resolve("home/conf"));
    Files.writeString(conf.resolve("application.properties"), "camel.main.nosuch = 1\n");
    List<String> names = List.of("server.port", "listen.port", "link.keepalive", "state_dir");
    names.forEach(name -> System.setProperty(name, "not-ours"));
    CamelContext host = new DefaultCamelContext();
    Clooster.configure(host, config(2), directory.resolve("home"));

    // When
    try {
      host.start();

      // Then
      assertThat(host.isStarted()).isTrue();
    } finally {
      names.forEach(System::clearProperty);
      host.stop();
    }
  }

  @Test
  void theHostKeepsItsNameItsRoutesAndItsSettings() throws Exception {
    // Given
    Main host = new Main();
    host.setDefaultPropertyPlaceholderLocation("false");
    host.configure().withName("ticketing").withShutdownTimeout(7);
    host.configure().addRoutesBuilder(reading("direct:own"));
    Clooster.configure(host, config(2), directory.resolve("home"));

    // When
    host.start();

    // Then
    try {
      CamelContext context = host.getCamelContext();
      assertThat(context.getName()).isEqualTo("ticketing");
      assertThat(context.getShutdownStrategy().getTimeout()).isEqualTo(7);
      assertThat(context.getRoutes()).hasSize(1);
      assertThat(context.hasComponent("http")).isNull();
      assertThat(context.getPropertiesComponent().resolveProperty("this_server")).isEmpty();
    } finally {
      host.stop();
    }
  }

  @Test
  void eventsAndActionsAreReadAsJsonToo() throws Exception {
    // Given
    CamelContext host = new DefaultCamelContext();
    host.addRoutes(reading("seda:clooster-events?multipleConsumers=true"));
    host.addRoutes(reading("seda:clooster-actions?multipleConsumers=true"));
    Clooster.configure(host, config(2), directory.resolve("home"));

    // When
    host.start();

    // Then
    try {
      await().atMost(PATIENCE).until(() -> any("{\"event\":\"RecordRead\",\"number\":1,"));
      assertThat(read).anyMatch(json -> json.contains("\"value\":\"srv1.example.com\""));
      await().atMost(PATIENCE).until(() -> any("{\"event\":\"Tick\"}"));
      await().atMost(PATIENCE).until(() -> any("{\"action\":\"ReadRecord\",\"number\":1"));
      assertThat(read).noneMatch(text -> text.contains(RouteSession.TOKEN));
    } finally {
      host.stop();
    }
  }

  @Test
  void aStartThatFailsFailsTheHostsWithTheReason() throws Exception {
    // Given
    CamelContext host = new DefaultCamelContext();
    Clooster.configure(host, config(1), directory.resolve("home"));
    try (ServerSocket taken = new ServerSocket(ports[0], 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();

      // When, then
      assertThatThrownBy(host::start).rootCause().hasMessageContaining("Address already in use");
      assertThat(host.isStopped()).isTrue();
    } finally {
      host.stop();
    }
  }

  @Test
  void anotherListenerThatFailsComesBeforeAnythingOfOurs() throws Exception {
    // Given
    CamelContext host = new DefaultCamelContext();
    Clooster.configure(host, config(1), directory.resolve("home"));
    host.addStartupListener(
        new StartupListener() {
          @Override
          public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

          @Override
          public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            throw new IllegalStateException("no licence");
          }
        });

    // When, then
    try {
      assertThatThrownBy(host::start).hasMessageContaining("no licence");
      assertThat(sandbox.cloudflare().calls()).isEmpty();
      assertThat(directory.resolve("home")).doesNotExist();
    } finally {
      host.stop();
    }
  }

  @Test
  void aRouteOfTheHostsThatCantStartComesBeforeAnythingOfOurs() throws Exception {
    // Given
    CamelContext host = new DefaultCamelContext();
    host.addRoutes(reading("netty:tcp://127.0.0.1:" + ports[1]));
    Clooster.configure(host, config(1), directory.resolve("home"));
    try (ServerSocket taken = new ServerSocket(ports[1], 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();

      // When, then
      assertThatThrownBy(host::start).rootCause().hasMessageContaining("Address already in use");
      assertThat(directory.resolve("home")).doesNotExist();
    } finally {
      host.stop();
    }
  }

  @Test
  void aMainWhoseListenerFailsAfterItsStartIsLeftWithAFarewell() throws Exception {
    // Given
    CamelContext other = new DefaultCamelContext();
    Clooster.configure(other, config(2), directory.resolve("home2"));
    other.start();
    Main host = new Main();
    host.setDefaultPropertyPlaceholderLocation("false");
    Clooster.configure(host, config(1), directory.resolve("home1"));
    host.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStart(BaseMainSupport main) {
            await().atMost(PATIENCE).until(() -> sandbox.cloudflare().claimsNow(WWW).size() == 1);
            await("a link").pollDelay(Duration.ofSeconds(2)).until(() -> true);
            throw new IllegalStateException("no licence");
          }
        });
    try (Logged log = Logged.by("io.clooster")) {
      // When
      host.run();

      // Then
      await()
          .atMost(PATIENCE)
          .until(() -> sandbox.cloudflare().content(WWW, "CNAME").equals("srv2.example.com"));
      await().atMost(PATIENCE).until(() -> sandbox.pushbullet().pushes().size() == 1);
      assertThat(sandbox.pushbullet().pushes().get(0).toString()).contains("stopped");
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("WARN state=stopping: ") && line.contains("has left"));
      await().atMost(PATIENCE).until(this::isStateFree);
    } finally {
      other.stop();
      host.stop();
    }
  }

  @Test
  void aMainThatIsUpIsNotLeft() throws Exception {
    // Given
    Main host = new Main();
    host.setDefaultPropertyPlaceholderLocation("false");
    host.configure().withDurationMaxSeconds(4);
    Clooster.configure(host, config(1), directory.resolve("home1"));
    try (Logged log = Logged.by("io.clooster")) {
      // When
      host.run();

      // Then
      assertThat(log.with("has left")).isEmpty();
      assertThat(sandbox.cloudflare().claimsNow(WWW)).hasSize(1);
    }
  }

  @Test
  void aHostThatStartsNoRoutesOfItsOwnHasItsFailover() throws Exception {
    // Given
    Main host = new Main();
    host.setDefaultPropertyPlaceholderLocation("false");
    host.configure().withAutoStartup(false);
    host.configure().addRoutesBuilder(reading("seda:own"));
    Clooster.configure(host, config(1), directory.resolve("home"));
    try (Logged log = Logged.by("io.clooster")) {
      // When
      host.start();

      // Then
      await().atMost(PATIENCE).until(() -> sandbox.cloudflare().claimsNow(WWW).size() == 1);
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith("INFO state=embedded: srv1.example.com runs in ")
                      && line.endsWith(
                          "auto-startup=false holds back its own routes and not the failover"));
    } finally {
      host.stop();
    }
  }

  @Test
  void oneThatTheClaimNamesRefusesToObserveAndItsHostRunsOn() throws Exception {
    // Given
    CamelContext acting = new DefaultCamelContext();
    Clooster.configure(acting, config(1), directory.resolve("home1"));
    acting.start();
    await().atMost(PATIENCE).until(() -> sandbox.cloudflare().claimsNow(WWW).size() == 1);
    acting.stop();
    await().atMost(PATIENCE).until(this::isStateFree);
    CamelContext host = new DefaultCamelContext();
    Clooster.configure(host, config(1, "\"mode\": \"observe\","), directory.resolve("home1"));
    try (Logged log = Logged.by("io.clooster")) {
      // When
      host.start();

      // Then
      await()
          .atMost(PATIENCE)
          .until(() -> log.with("state=refused: the claim beside").count() == 1);
      await().atMost(PATIENCE).until(this::isStateFree);
      assertThat(host.isStarted()).isTrue();
    } finally {
      host.stop();
    }
  }

  private boolean isStateFree() {
    try {
      StateDirectory.lock(directory.resolve("srv1.state"), List.of()).close();
      return true;
    } catch (StartFailure e) {
      return false;
    }
  }

  private boolean any(String text) {
    return read.stream().anyMatch(json -> json.contains(text));
  }

  /** A route of the host's. */
  private RouteBuilder reading(String uri) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(uri).convertBodyTo(String.class).process(told -> read.add(text(told)));
      }
    };
  }

  private static String text(Exchange told) {
    return told.getMessage().getBody(String.class);
  }

  private Config config(int number) throws Exception {
    return config(number, "");
  }

  private Config config(int number, String more) throws Exception {
    String json =
        """
        {%s "this_server": "srv%d.example.com", "key": "%s", "verify": false,
         "servers": [{"name": "srv1.example.com", "address": "127.0.0.1", "port": %d},
                     {"name": "srv2.example.com", "address": "127.0.0.1", "port": %d}],
         "listen": {"port": %d, "address": "127.0.0.1"},
         "cloudflare": {"token": "%s", "api": "%s", "zone": "example.com", "record": "%s"},
         "pushbullet": {"key": "%s", "api": "%s"}}
        """
            .formatted(
                more,
                number,
                "0f3b2a5c8d7e91f4a6b3c2d1e0f98765",
                ports[0],
                ports[1],
                ports[number - 1],
                RouteSession.TOKEN,
                sandbox.cloudflare().uri(),
                WWW,
                RouteSession.PUSH_TOKEN,
                sandbox.pushbullet().uri());
    Path file = Files.writeString(directory.resolve("srv" + number + ".json"), json);
    return ConfigReader.read(file, RouteDirectory.kamelets(Path.of("")), name -> null);
  }
}
