// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.message.Texts;
import io.clooster.routes.ShippedRoutes;
import io.clooster.testing.PairConfig;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} says of the user's own settings of Camel. */
@Timeout(60)
@Slow
class SettingsCheckTest {
  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    ShippedRoutes.get().copyTo(home);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camel.main.x = 1 | camel.main.x: Camel has no such setting; correct its name, or leave it out",
        "camel.main.shutdown-timeout = soon | camel.main.shutdown-timeout: Camel can't use its value (it must be a number); correct it, or leave it out",
        "camel.main.load-type-converters = maybe | camel.main.load-type-converters: Camel can't use its value (Cannot convert the String value: maybe",
        "camel.component.seda.queue-size = 5x | camel.component.seda.queue-size: Camel can't use its value (it must be a number)",
        "camel.component.seda.nosuch = 1 | camel.component.seda.nosuch: Camel has no such setting",
        "camel.component.nosuch.x = 1 | camel.component.nosuch.x: Camel can't use its value (Error configuring property: camel.component.nosuch.x because cannot find component with name nosuch",
        "camel.management.enabled = true | camel.management.enabled: needs camel-platform-http-main in lib/ext/; put it there",
        "camel.server.enabled = TRUE | camel.server.enabled: needs camel-platform-http-main in lib/ext/",
        "camel.metrics.enabled = true | camel.metrics.enabled: needs camel-micrometer-prometheus in lib/ext/",
        "camel.main.dump-routes = yaml | camel.main.dump-routes: needs camel-yaml-io in lib/ext/; put it there",
        "camel.main.dumpRoutes = XML | camel.main.dumpRoutes: needs camel-xml-io in lib/ext/; put it there",
        "camel.main.uuid-generator = #class:no.such.Ids | camel.main.uuid-generator: Camel can't use its value (the class no.such.Ids is not there; its jar belongs into lib/ext/)",
        "camel.main.uuid-generator = off | camel.main.uuid-generator: Camel can't use its value (it must be default, short, classic or simple)",
        "camel.main.configuration-classes = java.lang.Object,no.such.Setup | camel.main.configuration-classes: Camel can't use its value (the class no.such.Setup is not there; its jar",
        "camel.main.main-listener-classes = no.such.Listener | camel.main.main-listener-classes: Camel can't use its value (the class no.such.Listener is not there; its jar",
        "camel.beans.mine = #class:no.such.Bean | camel.beans.mine: Camel can't use its value (the class no.such.Bean is not there; its jar",
        "camel.main.description = {{nothing}} | camel.main.description: Camel can't use its value (Property with key [nothing] not found"
      })
  void whatCamelCannotUseIsToldWithFileAndLine(String line, String told) throws Exception {
    settings("# Mine\n" + line + "\nmine.greeting = hello\n");

    assertThat(lines(check().problems()))
        .singleElement()
        .asString()
        .startsWith(file() + ":2: " + told);
  }

  @Test
  void allOfThemAreToldAtOnce() throws Exception {
    settings("camel.main.x = 1\ncamel.main.y = 1\ncamel.main.shutdown-timeout = soon\n");

    assertThat(check().problems()).extracting(Problem::line).containsExactlyInAnyOrder(1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camel.main.routes-include-pattern = file:x | is left out: ",
        "camel.main.exchange-factory = pooled | is left out: in exchanges that are used again ",
        "camel.beans.x = #class:org.apache.camel.impl.engine.PooledExchangeFactory | is left out: in exchanges that are used",
        "camel.main.exchange-factory-capacity = 9 | is left out: ",
        "camel.main.routesIncludePattern = file:x | is left out: ",
        "camel.routecontroller.enabled = true | is left out: what is loaded and started here",
        "camel.routeController.enabled = true | is left out: what is loaded and started here",
        "camel.main.routes-builder-classes = no.such.Routes | is left out: what is loaded and started here",
        "camel.main.base-package-scan = com.example | is left out: what is loaded and started here",
        "camel.routeTemplate[0].template-id = nosuch | is left out: what is loaded and started here",
        "camel.main.file-configurations = more | is left out: what it names would go past all rules",
        "camel.startupcondition.enabled = true | is left out: what is loaded and started here",
        "camel.context.auto-startup = false | is left out: it would go past all rules for camel.main",
        "camel.threadpool.max-queue-size = 0 | is left out: the failover's calls side by side",
        "camel.threadpool.config[defaultThreadPoolProfile].pool-size = 1 | is left out: the failover's calls side by side",
        "camel.main.extra-shutdown-timeout = 60 | is left out: a stop has five seconds in all",
        "camel.main.endpoint-lazy-start-producer = true | is left out: it is for the endpoints of the failover",
        "camel.main.endpointBridgeErrorHandler = true | is left out: it is for the endpoints of the failover",
        "camel.debug.enabled = true | is left out: a debugger halts every step",
        "camel.beans.links = #class:java.lang.Object | is left out: there is a bean \"links\" already",
        "camel.beans.callLimits.deadline = 1 | is left out: there is a bean \"callLimits\" already",
        "camel.main.autowired-enabled = false | changes what components find by themselves",
        "camel.trace.enabled = true | changes the log, with all that is sent and read",
        "camel.main.shutdown-timeout = 5 | a stop has five seconds in all",
        "camel.component.http.so-timeout = 1s | changes every call to the DNS provider",
        "camel.component.seda.queue-size = 5 | changes the queues of the failover",
        "camel.component.kamelet.bridge-error-handler = true | changes how the failover calls",
        "camel.main.jmx-enabled = true | needs camel-management in lib/ext/",
        "camel.main.jmx-update-route-enabled = true | changes every step of the failover",
        "camel.main.dev-console-enabled = true | needs camel-console in lib/ext/",
        "camel.management.health-check-enabled = true | needs camel-health in lib/ext/",
        "camel.management.host = 0.0.0.0 | whoever reaches this address looks into Clooster",
        "camel.management.send-enabled = true | whoever reaches the port acts in Clooster's name",
        "camel.mian.name = x | nothing reads this, as Camel knows no camel.mian",
        "this_server = other | stands in the configuration, which counts"
      })
  void whatTheFailoverReliesOnIsWarnedOf(String line, String told) throws Exception {
    settings(line);

    SettingsCheck found = check();

    assertThat(found.problems()).isEmpty();
    assertThat(lines(found.warnings()))
        .singleElement()
        .asString()
        .startsWith(file() + ":1: ")
        .contains(": " + told);
  }

  @Test
  void whatIsAllRightIsNotTold() throws Exception {
    settings(
        """
        camel.main.name = mine
        camel.main.shutdown-timeout = 4
        mine.long = a\\
          b
        camel.component.timer.include-metadata = true
        camel.main.jmx-enabled = false
        camel.management.enabled = false
        camel.management.host = 127.0.0.1
        camel.management.port = 8081
        camel.beans.mine = #class:java.util.ArrayList
        camel.threadpool.config[mine].pool-size = 2
        camel.threadpool.config[mine].max-pool-size = 2
        camel.main.uuid-generator = short
        """);

    SettingsCheck found = check(Map.of("CAMEL_MAIN_DESCRIPTION", "My failover", "PATH", "/bin"));

    assertThat(found.problems()).isEmpty();
    assertThat(found.warnings()).isEmpty();
  }

  /** So that a new one is named there, too. */
  @Test
  void noBeanOfOursIsTheUsersToReplace() throws Exception {
    Config config = PairConfig.in(home);
    try (CallLimits limits = new CallLimits(Duration.ofSeconds(1))) {
      assertThat(RouteBeans.names())
          .containsAll(
              RouteBeans.of(
                      config,
                      CamelSetup.mapping(config),
                      CamelSetup.messages(config, Texts.shipped()),
                      limits)
                  .keySet())
          .contains("camelRun", "decision", "links");
    }
  }

  @Test
  void aVariableIsToldByItsName() throws Exception {
    SettingsCheck found =
        check(
            Map.of(
                "CAMEL_MAIN_SHUTDOWN_TIMEOUT", "soon",
                "CAMEL_COMPONENT_SEDA_NOSUCH", "1"));

    assertThat(lines(found.problems()))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "environment variable CAMEL_MAIN_SHUTDOWN_TIMEOUT: Camel can't use its"
                            + " value (it must be a number)"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "environment variable CAMEL_COMPONENT_SEDA_NOSUCH: Camel has no such"))
        .hasSize(2);
  }

  @Test
  void noPasswordIsTold() throws Exception {
    settings("camel.main.password-of-mine = hunter2-hunter2\n");

    assertThat(check().problems())
        .singleElement()
        .asString()
        .contains("camel.main.password-of-mine")
        .doesNotContain("hunter2");
  }

  @Test
  void aBrokenFileIsTold() throws Exception {
    settings("a = 1\n\nb = C:\\users\n");
    assertThat(lines(check().problems()))
        .singleElement()
        .asString()
        .startsWith(file() + ":3: holds a \\u that no four hexadecimal digits follow");

    Files.write(file(), "name = b\u00fccher\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(lines(check().problems()))
        .containsExactly(file() + ": is not UTF-8; save it as UTF-8 text");

    Files.delete(file());
    Files.createDirectory(file());
    assertThat(lines(check().problems()))
        .singleElement()
        .asString()
        .startsWith(file() + ": is a directory");
  }

  @Test
  void theDaemonDoesNotStartWithoutSayingWhy() throws Exception {
    settings("camel.main.x = 1\n");

    assertThat(startFailure())
        .isEqualTo(
            file()
                + ":1: camel.main.x: Camel has no such setting; correct its name, or leave it out");

    settings("b = C:\\users\n");
    assertThat(startFailure()).startsWith(file() + ":1: holds a \\u");
  }

  private String startFailure() throws Exception {
    try (Daemon daemon = Daemon.start(PairConfig.in(home), home)) {
      return "started: " + daemon.context().getName();
    } catch (StartFailure e) {
      return String.valueOf(e.getMessage());
    }
  }

  private SettingsCheck check() throws Exception {
    return check(Map.of());
  }

  private SettingsCheck check(Map<String, String> variables) throws Exception {
    return SettingsCheck.of(PairConfig.in(home), home, variables);
  }

  private Path file() {
    return home.resolve("conf/application.properties");
  }

  private void settings(String text) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(file(), text);
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }
}
