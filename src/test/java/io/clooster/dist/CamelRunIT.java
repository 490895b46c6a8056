// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Places;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A pair of which one server is a daemon, and the other one what {@code camel run *.yaml} starts,
 * in a directory that holds the shipped routes and Kamelets side by side: by the same class of
 * Camel's, as camel-jbang itself was not to be had.
 */
@ProcessTest
@Full
@Order(2)
class CamelRunIT {
  private static final String WWW = "www.example.com";
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";
  private static final String TOKEN = "secret-cloudflare-token";
  private static final String PUSH_TOKEN = "secret-pushbullet-token";
  private static final String KEY = "secret-link-key-of-camel-run";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Sandbox sandbox = Sandbox.start();
  private final int[] ports = {LoopbackPorts.freePort(), LoopbackPorts.freePort()};
  private Server daemon;
  private CamelRun camelRun;

  @BeforeEach
  void addRecord() {
    Places.take(2);
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken(TOKEN);
    sandbox.cloudflare().addRecord(WWW, "CNAME", SRV1);
    sandbox.pushbullet().allowToken(PUSH_TOKEN);
  }

  @AfterEach
  void close() throws InterruptedException {
    if (camelRun != null) {
      camelRun.process.kill();
    }
    if (daemon != null) {
      daemon.kill();
    }
    Places.giveBack(2);
    sandbox.close();
  }

  @Test
  void toldOfItsConfigurationItLinksWithADaemonHandsOverAndTakesOver() throws Exception {
    // Given
    Path built = ExampleBuild.of("camel-run");
    Path directory = Files.createTempDirectory(built, "run-");
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n");
    camelRun = new CamelRun(built, directory, hosts);
    camelRun.start("some.other=property");
    assertThat(camelRun.process.exitStatus(Duration.ofMinutes(1))).isNotZero();
    assertThat(camelRun.process.log())
        .contains("state=failed: nothing says where the configuration is.");
    camelRun.start();
    daemon = new Server(SRV2, directory.resolve(SRV2), config(SRV2, 1), hosts).start();
    awaitLink();

    // When
    long begun = System.nanoTime();
    camelRun.process.terminate(Duration.ofSeconds(10));

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    awaitRecord(SRV2);
    daemon.awaitLine("peer=" + SRV1 + " state=stopped");
    assertThat(daemon.lines("state=down")).isEmpty();

    // When
    camelRun.start();
    awaitLink();
    daemon.kill();

    // Then
    awaitRecord(SRV1);
    camelRun.awaitLine("service=pushbullet state=delivered");
    assertThat(camelRun.process.log()).doesNotContain(TOKEN, PUSH_TOKEN, KEY);
    assertThat(camelRun.process.log().lines().filter(line -> line.contains(" ERROR ")).toList())
        .as("what is wrong, the first start's")
        .hasSize(1);
  }

  /** Each of the two has seen the other one for a while before it counts. */
  private void awaitLink() {
    daemon.awaitLine("peer=" + SRV1 + " state=up");
    camelRun.awaitLine("peer=" + SRV2 + " state=up");
    await("a claim").atMost(PATIENCE).until(() -> sandbox.cloudflare().claimsNow(WWW).size() == 1);
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
  }

  private void awaitRecord(String holder) {
    await("the record at " + holder)
        .atMost(PATIENCE)
        .until(() -> sandbox.cloudflare().content(WWW, "CNAME").equals(holder));
  }

  private ObjectNode config(String name, int number) throws IOException {
    return (ObjectNode)
        new ObjectMapper()
            .readTree(
                """
                {"operate": false, "this_server": "%s", "key": "%s", "verify": false,
                 "link": {"keepalive": "1s", "confirm": "1s"},
                 "servers": [{"name": "%s", "address": "127.0.0.1", "port": %d},
                             {"name": "%s", "address": "127.0.0.1", "port": %d}],
                 "listen": {"address": "127.0.0.1", "port": %d},
                 "cloudflare": {"token": "%s", "api": "%s", "zone": "example.com", "record": "%s"},
                 "pushbullet": {"key": "%s", "api": "%s"}}
                """
                    .formatted(
                        name,
                        KEY,
                        SRV1,
                        ports[0],
                        SRV2,
                        ports[1],
                        ports[number],
                        TOKEN,
                        sandbox.cloudflare().uri(),
                        WWW,
                        PUSH_TOKEN,
                        sandbox.pushbullet().uri()));
  }

  /** The process that is no daemon of ours; what it wrote stays until the next build. */
  private final class CamelRun {
    private final Path built;
    private final Path flat;
    private final Path config;
    private final ExampleProcess process;

    CamelRun(Path built, Path directory, Path hosts) throws IOException {
      this.built = built;
      this.flat = Files.createDirectory(directory.resolve("flat"));
      this.process = new ExampleProcess(flat, hosts, directory.resolve("out"));
      this.config =
          Files.writeString(
              directory.resolve("clooster.json"), config(SRV1, 0).toPrettyString(), UTF_8);
      for (Path from : List.of(Path.of("routes"), Path.of("routes/kamelets"))) {
        try (Stream<Path> files = Files.list(from)) {
          for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
            Files.copy(file, flat.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
    }

    void start() throws IOException {
      start("clooster.config=" + config);
    }

    void start(String property) throws IOException {
      process.start(built.resolve("target/camel-run/lib"), "example.CamelRun", List.of(property));
    }

    void awaitLine(String text) {
      await("'%s' in the log of camel run".formatted(text))
          .atMost(PATIENCE)
          .until(() -> process.newLines().stream().anyMatch(line -> line.contains(text)));
    }
  }
}
