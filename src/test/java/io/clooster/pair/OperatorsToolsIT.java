// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dist.TestInstallation;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Camel's tools for operators, by the jars and settings that their page tells of. */
@ProcessTest
@Full
@Order(2)
class OperatorsToolsIT {
  /** Options of several consoles, to have all that they can show. */
  private static final String ALL = "?dump=true&filter=*&limit=1000&format=yaml&stackTrace=true";

  private static final String KEY = "secret-link-key-of-enough-messages";

  @RegisterExtension private final Pair pair = new Pair();

  private ToolsInstallation tools;

  @BeforeEach
  void install() throws Exception {
    tools = ToolsInstallation.in(pair.directory());
  }

  @Test
  void withAllOfThemTheRecordMovesAndNoneShowsASecret() throws Exception {
    // Given
    int jolokia = LoopbackPorts.freePort();
    tools.add("http", "health", "metrics", "console", "cli", "jmx");
    tools.settingsOfThePage();
    pair.logsOtherLinesToo();
    pair.srv2().from(tools.installation()).with(tools.options() + tools.jolokia(jolokia));

    // When
    pair.start();

    // Then
    assertThat(pair.srv2().lines("jar=")).as("all jars fit").isEmpty();
    assertThat(pair.srv2().lines("setting=")).as("all settings count").isEmpty();
    assertThat(tools.get("/observe/health")).contains("\"status\":\"UP\"");
    assertThat(tools.get("/observe/metrics")).contains("routeId=\"failover-decide\"");
    assertThat(tools.get("/q/dev")).as("without the password").contains("Unauthorized");
    assertThat(
            ToolsInstallation.withPassword(
                jolokia, "/jolokia/search/org.apache.camel:type=routes,*", "application/json"))
        .contains("failover-decide");
    for (int port : List.of(tools.port(), jolokia)) {
      assertThat(isOpenBeyondLoopback(port)).as("port %d", port).isFalse();
    }

    // When
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(1))
        .containsExactly(Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)));
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
    assertThat(tools.get("/observe/metrics"))
        .containsPattern("camel_exchanges_total\\{.*routeId=\"record-write\".*} [1-9]");
    checkConsoles();
    checkStatusFile();
    assertThat(ManagementView.of(pair.srv2().pid()))
        .contains("failover-decide State=Started")
        .doesNotContain(Pair.TOKEN, Pair.KEY, Pair.PUSH_TOKEN);

    // When
    pair.srv2().stop();

    // Then
    assertThat(pair.record()).isEqualTo(SRV2);
  }

  @Test
  void checkStartsNoneOfThem() throws Exception {
    // Given
    tools.add("http", "health", "metrics", "console", "cli", "jmx");
    tools.settingsOfThePage();
    pair.srv2().from(tools.installation()).with(tools.options()).start();
    pair.srv2().awaitLine("state=started");
    await().until(() -> Files.exists(statusFile(pair.srv2())));

    // When: the daemon has the port.
    var process =
        clooster(tools.options() + " " + hosts(), "check", pair.srv2().configFile())
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    // Then
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("The routes are valid").doesNotContain("in use", "Exception");
    try (var files = Files.list(statusFile(pair.srv2()).getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("files of the daemon alone")
          .allMatch(name -> name.startsWith(String.valueOf(pair.srv2().pid())));
    }
  }

  @Test
  void whenACommandOfCamelsStopsItTheDaemonEndsAndTheRecordMovesAsAtAStop() throws Exception {
    // Given
    tools.add("cli");
    pair.srv1().remove("link");
    pair.srv2().remove("link");
    pair.set("/protocol", 2).set("/key", KEY);
    pair.srv1().from(tools.installation()).with(tools.options());
    pair.srv1().start();
    pair.srv2().start();
    pair.srv1().awaitLine("state=up: connected");
    pair.srv2().awaitLine("state=up: connected");
    pair.srv1().awaitLine("state=settled");
    await().until(() -> Files.exists(statusFile(pair.srv1())));

    // When: as "camel stop" does.
    Files.delete(statusFile(pair.srv1()).resolveSibling(String.valueOf(pair.srv1().pid())));

    // Then
    assertThat(pair.srv1().exitStatus()).as("systemd starts it again").isZero();
    pair.srv1().awaitLine("state=stopping: a tool of Camel's has stopped it");
    assertThat(pair.awaitNotes(1).get(0).title()).contains("'" + SRV1 + "' was stopped");
    assertThat(pair.record()).isEqualTo(SRV2);
  }

  @Test
  void jmxShowsTheRoutesOfADaemonThatStartsFromTheCdsArchive() throws Exception {
    // Given
    tools.add("jmx");
    tools.settings("camel.main.jmx-enabled = true\n");
    var classes = pair.directory().resolve("classes.log");
    var options = tools.options() + " " + hosts() + " -Xlog:class+load:file=" + classes;
    var archived = clooster("-Dnothing", "cds-archive").start();
    assertThat(archived.waitFor()).isZero();

    // When
    var daemon = clooster(options, "run", TestInstallation.config(tools.home())).start();

    // Then
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .until(() -> ManagementView.of(daemon.pid()).contains("failover-decide State=Started"));
      assertThat(classes)
          .content()
          .containsPattern("CamelContext source: shared objects file \\(top\\)")
          .containsPattern("JmxManagementStrategyFactory source: .*camel-management-.*\\.jar");
    } finally {
      daemon.destroyForcibly().waitFor();
    }
  }

  private ProcessBuilder clooster(String options, Object... arguments) {
    var words = new ArrayList<>(List.of(tools.installation().script().toString()));
    Stream.of(arguments).map(Object::toString).forEach(words::add);
    var command =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(pair.directory().resolve("clooster.out").toFile());
    command.environment().put("CLOOSTER_CACHE", pair.directory().resolve("cache").toString());
    command.environment().put("CLOOSTER_JAVA_OPTS", options);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return command;
  }

  private void checkConsoles() throws Exception {
    var consoles =
        tools
            .console("/q/dev", "text/plain")
            .lines()
            .filter(line -> line.contains(": "))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();
    assertThat(consoles)
        .contains("route", "properties", "main-configuration", "thread", "trace", "micrometer")
        .doesNotContain("eval-language", "send", "receive");
    for (var console : consoles) {
      for (var type : List.of("text/plain", "application/json")) {
        assertThat(tools.console("/q/dev/" + console + ALL, type))
            .as("%s as %s", console, type)
            .doesNotContain(Pair.TOKEN, Pair.KEY, Pair.PUSH_TOKEN);
      }
    }
    assertThat(tools.console("/q/dev/properties", "application/json"))
        .contains("cloudflare.token", "***");
    assertThat(tools.console("/q/dev/route", "text/plain")).contains("failover-decide");
    assertThat(tools.console("/q/dev/eval-language?language=simple&template=x", "text/plain"))
        .doesNotContain("x");
  }

  private void checkStatusFile() throws IOException {
    var text = Files.readString(statusFile(pair.srv2()));
    var status = new ObjectMapper().readTree(text);
    assertThat(status.path("context").path("name").asText()).isEqualTo("clooster");
    assertThat(status.path("routes").findValuesAsText("routeId")).contains("failover-decide");
    assertThat(text).contains("***").doesNotContain(Pair.TOKEN, Pair.KEY, Pair.PUSH_TOKEN);
  }

  private Path statusFile(Server server) {
    return tools.home().resolve(".camel/" + server.pid() + "-status.json");
  }

  private String hosts() {
    return "-Djdk.net.hosts.file=" + pair.directory().resolve("hosts");
  }

  /**
   * What listens on all addresses answers at each of this network; what listens on one does not.
   */
  private static boolean isOpenBeyondLoopback(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.2", port), 1000);
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }
}
