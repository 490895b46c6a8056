// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Places;
import io.clooster.process.ProcessTest;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The example of an application that Clooster is a part of, built and run as its reader does. */
@ProcessTest
@Full
@Order(2)
class EmbeddedIT {
  private static final String WWW = "www.example.com";
  private static final String TOKEN = "secret-cloudflare-token";
  private static final String KEY = "secret-link-key-of-two-applications";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The example's own pattern, in each line that begins with a time. */
  private static final Pattern OWN_LINE =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ticketing (INFO|WARN) .*");

  private final Sandbox sandbox = Sandbox.start();
  private final int[] ports = {LoopbackPorts.freePort(), LoopbackPorts.freePort()};
  private final List<Application> applications = new ArrayList<>();

  @BeforeEach
  void addRecord() {
    Places.take(2);
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken(TOKEN);
    sandbox.cloudflare().addRecord(WWW, "CNAME", "srv1.example.com");
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Application application : applications) {
      application.kill();
    }
    Places.giveBack(2);
    sandbox.close();
  }

  @Test
  void twoApplicationsMoveTheRecordAtAStopAndAtACrashAndTheirRoutesAreTold() throws Exception {
    play(ExampleBuild.of("embedded"), "%s");
  }

  @Test
  void soDoTwoOnSpringBoot() throws Exception {
    play(ExampleBuild.online("spring-boot"), "--clooster.home=%s");
  }

  private void play(Path built, String argument) throws Exception {
    // Given
    Path directory = Files.createTempDirectory(built, "run-");
    Application first = new Application(1, built, argument, directory);
    Application second = new Application(2, built, argument, directory);
    first.start();
    second.start();
    await().atMost(PATIENCE).until(() -> sandbox.cloudflare().claimsNow(WWW).size() == 1);
    first.awaitLinkTo(second);
    second.awaitLinkTo(first);

    // When
    long begun = System.nanoTime();
    first.terminate();

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    awaitRecord(second);
    JsonNode stop = second.awaitNews("peer-stopped");
    assertThat(stop.path("peer").asText()).isEqualTo("srv1.example.com");
    assertThat(stop.path("text").asText()).contains("srv2.example.com");
    assertThat(second.log()).contains("news: {").doesNotContain("state=down");

    // When
    first.start();
    first.awaitLinkTo(second);
    second.awaitLinkTo(first);
    second.kill();

    // Then
    awaitRecord(first);
    JsonNode crash = first.awaitNews("peer-down");
    assertThat(crash.path("peer").asText()).isEqualTo("srv2.example.com");
    assertThat(crash.path("severity").asText()).isNotEmpty();
    for (Application application : applications) {
      application.checkItsOwn();
    }
  }

  private void awaitRecord(Application holder) {
    await("the record at " + holder.name)
        .atMost(PATIENCE)
        .until(() -> sandbox.cloudflare().content(WWW, "CNAME").equals(holder.name));
  }

  /** A process of the example; what it wrote stays below {@code target/} until the next build. */
  private final class Application {
    private final String name;
    private final Path directory;
    private final Path home;
    private final Path built;
    private final String argument;
    private final ExampleProcess process;

    Application(int number, Path built, String argument, Path directory) throws IOException {
      this.name = "srv" + number + ".example.com";
      this.built = built;
      this.argument = argument;
      this.directory = Files.createDirectories(directory.resolve(name));
      this.home = Files.createDirectory(this.directory.resolve("home"));
      Path hosts = Files.writeString(this.directory.resolve("hosts"), "127.0.0.1 localhost\n");
      this.process = new ExampleProcess(this.directory, hosts, this.directory.resolve("out"));
      Files.writeString(
          home.resolve("clooster.json"),
          """
          {"this_server": "%s", "key": "%s", "verify": false,
           "link": {"keepalive": "1s", "confirm": "1s"},
           "servers": [{"name": "srv1.example.com", "address": "127.0.0.1", "port": %d},
                       {"name": "srv2.example.com", "address": "127.0.0.1", "port": %d}],
           "listen": {"address": "127.0.0.1", "port": %d},
           "cloudflare": {"token": "%s", "api": "%s", "zone": "example.com", "record": "%s"}}
          """
              .formatted(
                  name,
                  KEY,
                  ports[0],
                  ports[1],
                  ports[number - 1],
                  TOKEN,
                  sandbox.cloudflare().uri(),
                  WWW));
      applications.add(this);
    }

    void start() throws IOException {
      process.start(
          built.resolve("target/ticketing/lib"),
          "example.Ticketing",
          List.of(argument.formatted(home)));
    }

    void kill() throws InterruptedException {
      process.kill();
    }

    /** As systemd stops it. */
    void terminate() throws InterruptedException {
      assertThat(process.terminate(Duration.ofSeconds(5)))
          .as("Java's own for SIGTERM")
          .isEqualTo(143);
    }

    void awaitLinkTo(Application peer) {
      await(name + " to see " + peer.name)
          .atMost(PATIENCE)
          .until(
              () -> {
                var about =
                    process.newLines().stream()
                        .filter(line -> line.contains("peer=" + peer.name + " state="))
                        .toList();
                return !about.isEmpty()
                    && about.get(about.size() - 1).matches(".*state=(up|connected|preferred).*");
              });
      // Each of the two has seen the other one for a while before it counts.
      await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    }

    /** The notice of this kind that its own route has written to its file. */
    JsonNode awaitNews(String kind) throws IOException {
      Path news = directory.resolve("news/news.jsonl");
      await("news of " + kind + " at " + name)
          .atMost(PATIENCE)
          .until(() -> Files.exists(news) && Files.readString(news).contains("\"" + kind + "\""));
      for (String line : Files.readAllLines(news)) {
        JsonNode notice = new ObjectMapper().readTree(line);
        if (notice.path("kind").asText().equals(kind)) {
          return notice;
        }
      }
      throw new AssertionError(Files.readString(news));
    }

    /** Name, settings, routes and logging are the example's; no secret is in what it wrote. */
    void checkItsOwn() throws IOException {
      assertThat(process.lines().stream().filter(line -> line.matches("\\d.*")).toList())
          .isNotEmpty()
          .allMatch(OWN_LINE.asMatchPredicate())
          .anyMatch(line -> line.endsWith("Routes startup (total:1)"))
          .anyMatch(line -> line.contains("Apache Camel 4.18.0 (ticketing) started"))
          .anyMatch(line -> line.contains("Apache Camel 4.18.0 (clooster-" + name + ") is start"))
          .anyMatch(line -> line.endsWith("state=embedded: " + name + " runs in ticketing"));
      assertThat(log()).doesNotContain(TOKEN, KEY, "SLF4J", "Exception");
      if (name.equals("srv1.example.com")) {
        assertThat(log()).contains("(ticketing) is shutting down (timeout:3s0ms)");
      }
      assertThat(home.resolve("routes/failover.camel.yaml")).exists();
    }

    String log() {
      return process.log();
    }
  }
}
