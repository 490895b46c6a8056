// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Full;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes in a main of Camel that is told of nothing but files and one property. */
@Timeout(60)
@Slow
@Full
class CamelRunTest {
  @TempDir private Path directory;
  private Path flat;
  private Path config;
  private int port;
  private Main camel;

  @BeforeEach
  void copyRoutes() throws IOException {
    flat = Files.createDirectory(directory.resolve("flat"));
    for (Path from : List.of(Path.of("routes"), Path.of("routes/kamelets"))) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
          Files.copy(file, flat.resolve(file.getFileName()));
        }
      }
    }
    port = ReservedPort.keep();
    config = directory.resolve("clooster.json");
    write("");
  }

  @AfterEach
  void stop() {
    if (camel != null) {
      camel.stop();
    }
  }

  @Test
  void theyRunAndWhatElseTheLauncherHasSetStays() throws Exception {
    // Given
    write("\"reload\": true,");
    try (Logged log = Logged.by("clooster")) {
      // When
      start(
          Map.of(
              "clooster.config", config.toString(),
              "camel.main.name", "mine",
              "camel.main.shutdownTimeout", "7"));

      // Then
      CamelContext context = camel.getCamelContext();
      assertThat(context.getName()).isEqualTo("mine");
      assertThat(context.getShutdownStrategy().getTimeout()).isEqualTo(7);
      assertThat(context.isMessageHistory()).as("as we want it").isFalse();
      assertThat(context.getRoute("failover-decide")).isNotNull();
      assertThat(context.getRoute("link-dial-srv2.test")).as("by the configuration").isNotNull();
      assertThat(context.getRoute("notify-deliver-ntfy")).isNotNull();
      assertThat(log.lines())
          .anyMatch(line -> line.matches("INFO server=srv1.test state=started .*: runs in mine"))
          .contains("WARN config=" + config + ": reload: has no effect here; restart instead");
    }
  }

  @Test
  void whenTheyHaveEndedTheStateIsFree() throws Exception {
    // Given
    start(Map.of("clooster.config", config.toString()));

    // When
    camel.stop();

    // Then
    start(Map.of("clooster.config", config.toString()));
  }

  @Test
  void aRouteOfTheUsersOwnRunsBesideThem() throws Exception {
    // Given
    Files.writeString(
        flat.resolve("own.camel.yaml"),
        """
        - route:
            id: own
            from:
              uri: nosuchcomponent:there
              steps:
                - log: "${body}"
        """);

    // When
    try (Logged log = Logged.by("clooster")) {
      start(Map.of("clooster.config", config.toString()));

      // Then: it can't start, and that is no matter of the failover.
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(line -> line.contains("route=own") && line.contains("failing")));
    }
  }

  @Test
  void aConfigurationWithoutAnIdIsForTheUsersOwnRoutesOnly() throws Exception {
    // Given
    Files.writeString(
        flat.resolve("own.camel.yaml"),
        """
        - routeConfiguration:
            intercept:
              - intercept:
                  steps:
                    - log: {logName: clooster, message: "before ${routeId}"}
        - route:
            id: own
            from:
              uri: timer:own?period=200
              steps:
                - setBody: {constant: x}
        """);

    // When
    try (Logged log = Logged.by("clooster")) {
      start(Map.of("clooster.config", config.toString()));

      // Then
      await().until(() -> log.with("before own").count() > 9);
      assertThat(log.lines()).noneMatch(line -> line.matches(".* before (?!own$).*"));
    }
  }

  @Test
  void withoutTheNameOfAConfigurationItSaysHowToGiveOne() {
    fails(
        Map.of(),
        "nothing says where the configuration is. Name it by the property clooster.config, as in"
            + " --property clooster.config=/etc/clooster/clooster.json");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path absent = directory.resolve("absent.json");
    fails(Map.of("clooster.config", absent.toString()), absent + ": ");
  }

  @Test
  void mistakesAreToldAsCheckTellsThem() throws Exception {
    write("\"clodflare\": {}, \"checks\": 3,");

    List<String> told =
        fails(Map.of("clooster.config", config.toString()), config + ":3: checks: ");

    assertThat(told).anyMatch(line -> line.contains(config + ":3: clodflare: "));
  }

  @Test
  void aStateThatAnotherOneHasIsNotShared() throws Exception {
    Path state = directory.resolve("clooster.state");
    try (StateDirectory held = StateDirectory.lock(state, List.of())) {
      assertThat(held).isNotNull();
      fails(
          Map.of("clooster.config", config.toString()),
          "state_dir " + state + " is in use by another Clooster.");
    }
  }

  @Test
  void aShippedRouteThatIsMissingIsNamed() throws Exception {
    Files.delete(flat.resolve("watchdog.camel.yaml"));

    fails(
        Map.of("clooster.config", config.toString()),
        "routes/ is not whole: watchdog-clock (watchdog.camel.yaml), ");
  }

  @Test
  void aLauncherThatStartsNoRoutesIsNone() {
    fails(
        Map.of("clooster.config", config.toString(), "camel.main.autoStartup", "false"),
        "camel.main.auto-startup is false, so that no route of Clooster's would start. ");
  }

  @Test
  void exchangesThatAreUsedAgainAreRefused() {
    fails(
        Map.of("clooster.config", config.toString(), "camel.main.exchangeFactory", "pooled"),
        "camel.main.exchange-factory is pooled, with which the record can't be read. ");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      fails(Map.of("clooster.config", config.toString()), "can't listen on 127.0.0.1 port " + port);
    }
  }

  private void write(String more) throws IOException {
    Files.writeString(
        config,
        """
        {"operate": false, "this_server": "srv1.test", "key": "0f3b2a5c8d7e91f4a6b3c2d1e0f98765", "verify": false,
         "servers": [{"name": "srv1.test", "address": "127.0.0.1", "port": %d}, {"name": "srv2.test", "address": "127.0.0.1", "port": 1}],
         %s
         "listen": {"port": %d, "address": "127.0.0.1"},
         "cloudflare": {"token": "secret-token", "api": "http://127.0.0.1:1", "zone": "example.com", "record": "www.example.com"},
         "ntfy": {"topic": "a-topic-for-tests", "api": "http://127.0.0.1:1"}}
        """
            .formatted(port, more, port));
  }

  private void start(Map<String, String> properties) throws Exception {
    camel = new Main();
    camel.setDefaultPropertyPlaceholderLocation("false");
    camel.addInitialProperty("camel.main.routesIncludePattern", "file:" + flat + "/*.yaml");
    properties.forEach(camel::addInitialProperty);
    camel.start();
  }

  /** Returns what is told, once and in lines without a stack trace. */
  private List<String> fails(Map<String, String> properties, String message) {
    try (Logged log = Logged.by("clooster")) {
      assertThatThrownBy(() -> start(properties)).isNotNull();
      List<String> told = log.with("state=failed").toList();
      assertThat(told).doesNotHaveDuplicates();
      assertThat(told.get(0)).startsWith("ERROR state=failed: " + message).doesNotContain(" | ");
      return told;
    }
  }
}
