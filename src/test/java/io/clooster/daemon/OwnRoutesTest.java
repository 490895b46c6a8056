// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.config.YamlText;
import io.clooster.config.YamlTextTest;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the user added to {@code routes/} neither keeps the failover from starting nor holds it up.
 */
@Timeout(60)
@Slow
class OwnRoutesTest {
  private static final Duration HANGS = Duration.ofSeconds(12);

  @TempDir private Path directory;
  private Path home;
  private RouteSession session;
  private Logged log;
  private Logged stopLog;

  @BeforeEach
  void install() throws IOException {
    home = Installations.copy(directory.resolve("home"));
    log = Logged.by("clooster");
    stopLog = Logged.by("io.clooster.daemon");
    session =
        RouteSession.listening(directory)
            .home(home)
            .with(
                "\"link\": {\"confirm\": 0}, \"pushbullet\": {\"key\": \""
                    + RouteSession.PUSH_TOKEN
                    + "\", \"api\": \"%s\"}");
  }

  @AfterEach
  void close() {
    session.close();
    log.close();
    stopLog.close();
  }

  @Test
  void aPortThatIsTakenIsToldWithRouteFileAndUriAndTriedAgain() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Given
      own(route("mine", "netty:tcp://127.0.0.1:" + other.getLocalPort(), ""));

      // When
      session.start();

      // Then
      await().until(() -> log.with("state=failing").anyMatch(line -> line.contains("route=mine")));
      assertThat(log.with("route=mine"))
          .singleElement()
          .asString()
          .startsWith("WARN file=mine.camel.yaml route=mine")
          .contains("uri=netty:tcp://127.0.0.1:" + other.getLocalPort())
          .contains("Address already in use; the failover runs without it");
      session.movesTheRecordOfADeadPeer(log);
    }
    await().until(() -> log.with("route=mine").anyMatch(line -> line.contains("state=running")));
  }

  @Test
  void aStepThatNeverReturnsHoldsTheStopUpForFiveSecondsAndIsNamed() throws Exception {
    // Given
    own(
        route("mine", "seda:mine", "class:" + HangingStep.class.getName())
            + route("other", "timer:other?repeatCount=1&delay=0", "seda:mine"));
    Daemon daemon = session.start().daemon();
    try {
      HangingStep.BEGUN.await();

      // When
      long begin = System.nanoTime();
      daemon.close();

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
      assertThat(stopLog.with("state=hanging"))
          .containsExactly(
              "WARN route=mine state=hanging: one of its steps does not end; it is left behind at"
                  + " this stop; give that step a time limit");
    } finally {
      HangingStep.END.countDown();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a misspelt option | seda:mine?sizze=1 | log:x | seda://mine has no option \"sizze\"",
        "an unknown scheme | nosuch:mine | log:x | there is no component for \"nosuch:\"",
        "an unknown placeholder | seda:{{no.such}} | log:x | nothing is known by the name"
            + " {{no.such}}",
        "a bean that is not there | seda:mine | bean:nothing | there is no bean \"nothing\"",
        "a topic without its option | seda:clooster-events | log:x | seda:clooster-events is a topic",
        "a second reader of a queue | seda:events | log:x | seda:events has a reader already, the"
            + " route \"failover-decide\""
      })
  void aRouteThatCanNotBeMadeIsTold(String what, String from, String to, String told)
      throws Exception {
    // Given
    own(route("mine", from, to));

    // When
    session.start();

    // Then
    await(what).until(() -> log.with("state=failing: " + told).count() == 1);
    session.movesTheRecordOfADeadPeer(log);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no YAML | - route: [",
        "the bean links once more | - beans:\\n    - name: links\\n      type: java.lang.Object\\n",
        "errors once more | - routeConfiguration:\\n    id: record-errors\\n",
        "a queue by a template | - routeTemplate:\\n    id: steals\\n    parameters:\\n    - name: q\\n"
            + "    from:\\n      uri: seda:{{q}}\\n      steps:\\n      - log: stolen\\n"
            + "- templatedRoute:\\n    routeTemplateRef: steals\\n    parameters:\\n    - name: q\\n      value: events\\n"
      })
  void aFileThatCanNotBeLoadedIsTold(String what, String text) throws Exception {
    // Given
    own(text.replace("\\n", "\n"));

    // When
    session.start();

    // Then
    await(what).until(() -> log.with("file=mine.camel.yaml state=failing").count() == 1);
    session.movesTheRecordOfADeadPeer(log);
    assertThat(log.with("stolen")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a file | - %s\\n",
        "a configuration | - routeConfiguration:\\n    id: mine\\n    interceptSendToEndpoint:\\n"
            + "    - %s\\n",
        "a step | - route: {id: inner, from: {uri: 'timer:x', steps: [{%s}]}}\\n"
      })
  void aFileThatWouldInterceptWhatTheFailoverSendsIsRefused(String what, String text)
      throws Exception {
    // Given
    String stolen =
        "interceptSendToEndpoint: {uri: '*', skipSendToOriginalEndpoint: 'true', steps: [{log:"
            + " {message: STOLEN}}]}";
    own(text.formatted(stolen).replace("\\n", "\n") + route("mine", "timer:mine", ""));

    // When
    session.start();

    // Then
    await(what)
        .until(
            () ->
                log.with(
                            "file=mine.camel.yaml state=failing: an interceptSendToEndpoint is for all")
                        .count()
                    == 1);
    session.movesTheRecordOfADeadPeer(log);
    await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());
    assertThat(log.with("STOLEN")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a misspelt key | from: {uri: 'timer:x', paramters: {delay: 1}, steps: [log: hi]} | line 4: route.from.paramters is an"
            + " unknown key; | write \"parameters\"",
        "options twice | from: {uri: 'timer:x?delay=1', parameters: {period: '1'}, steps: [log: hi]} | line 4: this uri has options"
            + " of its own after the ?, | write all of them below \"parameters\"",
        "no step | from: {uri: 'timer:x', steps: [5]} | line 4: route.from.steps[1] is a number; | write a block",
        "no key | from: {uri: 'timer:x', steps: [{? [a, b] : log}]} | a key in it is not plain text; | write it as",
        "two mistakes | from: {uri: 'timer:x', paramters: {delay: 1}, steps: [lgo: hi]} | 2 mistakes: line 4:"
            + " route.from.steps[1].lgo is an unknown key (write \"log\"); line 4: | correct these"
      })
  void theShapeOfAFileIsToldInTheWordsOfCheck(String what, String from, String told, String remedy)
      throws Exception {
    // Given
    own("# Mine.\n- route:\n    id: mine\n    " + from + "\n");

    // When
    session.start();

    // Then
    await(what).until(() -> log.with("file=mine.camel.yaml state=failing").count() == 1);
    assertThat(log.with("file=mine.camel.yaml"))
        .singleElement()
        .asString()
        .contains("state=failing: " + told, "; to mend it, " + remedy);
  }

  /** Files that are none, or no routes; what is told of each. */
  private static final Map<String, String> UNUSABLE =
      Map.of(
          "pipe", "it is a pipe or a device; ",
          "large", "it is larger than 256 KiB; ",
          "latin1", "it is not UTF-8; ",
          "empty", "it is empty; ",
          "directory", "it is a directory; ",
          "map", "nothing in it is a route, a bean or a Kamelet; ",
          "bomb", "line 10: with its aliases written out it is larger than Camel can hold; ",
          "deep", "it is nested deeper than 200 levels; ");

  @Test
  void aFileThatIsNoneIsToldAndHoldsNothingUp() throws Exception {
    // Given
    Path site = Files.createDirectories(home.resolve("routes/site"));
    NamedPipe.at(site.resolve("pipe.camel.yaml"));
    Files.write(site.resolve("large.camel.yaml"), new byte[YamlText.LARGEST + 1]);
    Files.writeString(site.resolve("latin1.camel.yaml"), "# caf\u00e9\n", ISO_8859_1);
    Files.createFile(site.resolve("empty.camel.yaml"));
    Files.createDirectory(site.resolve("directory.camel.yaml"));
    Files.writeString(site.resolve("map.camel.yaml"), "route: {id: mine}\n");
    Files.writeString(site.resolve("bomb.camel.yaml"), YamlTextTest.BOMB);
    Files.writeString(site.resolve("deep.camel.yaml"), "[".repeat(10_000));
    Files.writeString(site.resolve("whole.camel.yaml"), route("whole", "timer:whole", ""));

    // When
    session.start();

    // Then
    UNUSABLE.forEach(
        (name, told) ->
            await(name)
                .until(
                    () ->
                        log.with("WARN file=site/" + name + ".camel.yaml state=failing: " + told)
                                .count()
                            == 1));
    await().until(() -> session.daemon().context().getRoute("whole") != null);
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void aFileHasTheSameNameForItselfAndForItsRoutes() throws Exception {
    // Given
    Path site = Files.createDirectories(home.resolve("routes/site"));
    Files.writeString(site.resolve("broken.camel.yaml"), "- route: [");
    Files.writeString(site.resolve("one.camel.yaml"), route("mine", "nosuch:x", "log:x"));

    // When
    session.start();

    // Then
    await().until(() -> log.with("WARN file=site/broken.camel.yaml state=failing").count() == 1);
    await().until(() -> log.with("WARN file=site/one.camel.yaml route=mine ").count() == 1);
  }

  @Test
  void aRouteWithTheIdOfAShippedOneDoesNotTakeItsPlace() throws Exception {
    // Given
    own(route("failover-decide", "seda:mine", "log:x"));

    // When
    session.start();

    // Then
    await().until(() -> log.with("there is a route \"failover-decide\" already").count() == 1);
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void oneThatIsBrokenDoesNotTakeTheOthersWithIt() throws Exception {
    // Given
    own(route("broken", "nosuch:mine", "") + route("whole", "timer:mine?repeatCount=1", ""));

    // When
    session.start();

    // Then
    await().until(() -> log.with("route=broken").count() == 1);
    await().until(() -> session.daemon().context().getRoute("whole") != null);
  }

  @Test
  void oneThatStandsInAShippedFileIsSupervisedToo() throws Exception {
    // Given
    Path file = home.resolve("routes/notify.camel.yaml");
    Files.writeString(file, Files.readString(file) + route("mine", "nosuch:mine", ""));

    // When
    session.start();

    // Then
    await().until(() -> log.with("file=notify.camel.yaml route=mine").count() == 1);
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void oneThatHangsWhileItStartsHoldsUpNeitherStartNorFailover() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      // Given
      own(
          route(
              "mine",
              "netty:tcp://127.0.0.1:"
                  + deaf.port()
                  + "?clientMode=true&connectTimeout="
                  + HANGS.toMillis()
                  + "&reconnect=false",
              ""));
      long begun = System.nanoTime();

      // When
      session.start();

      // Then
      session.movesTheRecordOfADeadPeer(log);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(HANGS);
      await().until(() -> log.with("route=mine").anyMatch(line -> line.contains("state=hanging")));
    }
  }

  @Test
  void aKameletThatIsBrokenSilencesItsOwnMessengerOnly() throws Exception {
    // Given
    Files.writeString(
        home.resolve("routes/kamelets/mine-notify-sink.kamelet.yaml"),
        Files.readString(home.resolve("routes/kamelets/pushbullet-notify-sink.kamelet.yaml"))
            .replace("pushbullet-notify-sink", "mine-notify-sink")
            .replace("uri: \"{{api}}\"", "uri: nosuch:component"));
    session.with(
        "\"link\": {\"confirm\": 0}, \"mine\": {\"key\": \"x-y-z\"}, \"pushbullet\": {\"key\": \""
            + RouteSession.PUSH_TOKEN
            + "\", \"api\": \"%s\"}");

    // When
    session.start();

    // Then
    await().until(() -> log.with("service=mine state=failing: there is no component").count() == 1);
    session.movesTheRecordOfADeadPeer(log);
    await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());
  }

  @Test
  void aKameletIsNotWhatOnesOwnConfigurationOfAllRoutesIsFor() throws Exception {
    // Given: one that is made after the user's own.
    Files.writeString(
        home.resolve("routes/kamelets/mine-notify-sink.kamelet.yaml"),
        Files.readString(home.resolve("routes/kamelets/pushbullet-notify-sink.kamelet.yaml"))
            .replace("pushbullet-notify-sink", "mine-notify-sink"));
    session.with(
        "\"link\": {\"confirm\": 0}, \"mine\": {\"key\": \""
            + RouteSession.PUSH_TOKEN
            + "\", \"api\": \"%s\"}");
    own(
        """
        - routeConfiguration:
            intercept:
              - intercept:
                  steps:
                    - log: {message: "STOLEN from ${routeId}"}
        """);

    // When
    session.start();
    session.movesTheRecordOfADeadPeer(log);
    await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());

    // Then
    assertThat(log.with("STOLEN")).isEmpty();
  }

  @Test
  void aShippedRouteThatIsMissingEndsTheStart() throws Exception {
    // Given
    Files.delete(home.resolve("routes/watchdog.camel.yaml"));

    // Then
    assertThatThrownBy(session::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("watchdog-clock (watchdog.camel.yaml)")
        .hasMessageContaining("Restore it from the distribution");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failover.camel.yaml",
        "beans.yaml",
        "kamelets/pushbullet-notify-sink.kamelet.yaml"
      })
  void aShippedFileThatIsAPipeEndsTheStart(String name) throws Exception {
    // Given
    Path file = home.resolve("routes").resolve(name);
    Files.delete(file);
    NamedPipe.at(file);

    // Then
    assertThatThrownBy(session::start).hasMessageContainingAll(file.toString(), "is no plain file");
  }

  @Test
  void wordsThatAreAPipeAreToldAndTheShippedOnesAreUsed() throws Exception {
    // Given
    Path file = home.resolve("routes/messages.properties");
    Files.delete(file);
    NamedPipe.at(file);

    // When
    session.start();

    // Then
    assertThat(log.lines().toString()).doesNotContain("Exception");
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void aRouteThatThrowsIsAFewPlainLinesAMinute() throws Exception {
    // Given
    own(
        route("mine", "timer:mine?period=5&delay=0", "direct:inner")
            + route("inner", "direct:inner", "bean:ownThrows?method=nosuch"));
    try (Logged all = Logged.by("ROOT")) {
      // When
      session.start();
      session.daemon().context().getRegistry().bind("ownThrows", new Object());
      await().until(() -> log.with("route=inner state=failed: ").count() >= 3);
      await().during(Duration.ofSeconds(1)).until(() -> true);

      // Then
      assertThat(log.with("state=failed"))
          .hasSize(3)
          .allMatch(
              line ->
                  line.startsWith("WARN route=inner state=failed: ")
                      && line.contains("nosuch")
                      && line.contains("the failover goes on"));
      assertThat(all.with("Failed delivery")).isEmpty();
      assertThat(all.with("Error processing exchange")).isEmpty();
    }
    session.movesTheRecordOfADeadPeer(log);
  }

  private void own(String text) throws IOException {
    Files.writeString(home.resolve("routes/mine.camel.yaml"), text);
  }

  private static String route(String id, String from, String to) {
    return """
    - route:
        id: %s
        description: One of the user's
        from:
          uri: "%s"
          steps:
            - to:
                uri: "%s"
    """
        .formatted(id, from, to.isEmpty() ? "log:x" : to);
  }
}
