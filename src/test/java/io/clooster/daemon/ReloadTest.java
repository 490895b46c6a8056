// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.Full;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved files of routes take effect while the failover runs, or change nothing. */
@Timeout(90)
@Slow
class ReloadTest {
  private static final String MINE = "site/mine.camel.yaml";

  @TempDir private Path directory;
  private Path home;
  private RouteSession session;
  private Logged log;

  @BeforeEach
  void install() throws IOException {
    home = Installations.copy(directory.resolve("home"));
    Files.createDirectories(home.resolve("routes/site/kamelets"));
    log = Logged.by("clooster");
    session = RouteSession.listening(directory).home(home);
    reload("\"reload\": true, ");
  }

  private void reload(String key) {
    session.with(
        key
            + "\"link\": {\"confirm\": 0}, \"pushbullet\": {\"key\": \""
            + RouteSession.PUSH_TOKEN
            + "\", \"api\": \"%s\"}");
  }

  @AfterEach
  void close() {
    session.close();
    log.close();
  }

  @Test
  void aSavedRouteOfOnesOwnTakesThePlaceOfTheFormerOne() throws Exception {
    // Given
    save(MINE, ticking("mine", "once"));
    session.start();
    await().until(() -> saying("once") > 0);

    // When
    save(MINE, ticking("mine", "anew"));

    // Then
    await().until(() -> saying("anew") > 0);
    assertThat(told(MINE))
        .containsExactly("INFO file=" + MINE + " state=reloaded: made anew: mine");
    long before = saying("once");
    await().until(() -> saying("anew") > 2);
    assertThat(saying("once")).isEqualTo(before);
    session.movesTheRecordOfADeadPeer(log);
  }

  @Test
  void aNewFileAddsItsRoutesAndADeletedOneTakesThemAway() throws Exception {
    // Given
    session.start();

    // When
    save(MINE, ticking("mine", "once"));

    // Then
    await().until(() -> saying("once") > 0);

    // When
    Files.delete(home.resolve("routes").resolve(MINE));

    // Then
    await().until(() -> told(MINE).size() == 2);
    assertThat(told(MINE).get(1)).startsWith("INFO file=" + MINE + " state=removed");
    assertThat(context().getRoute("mine")).isNull();
  }

  @Test
  void aConfigurationWithoutAnIdIsForOnesOwnRoutesOnly() throws Exception {
    // Given
    save("site/other.camel.yaml", ticking("other", "other"));
    session.start();
    await().until(() -> saying("other") > 0);

    int saves = 0;
    for (String word : List.of("first", "second")) {
      // When
      save(MINE, intercepting(word));
      int told = ++saves;

      // Then
      await().until(() -> log.with("INFO " + word + " before other").count() > 2);
      await().until(() -> told(MINE).size() == told);
      assertThat(told(MINE))
          .last(STRING)
          .isEqualTo("INFO file=" + MINE + " state=reloaded: made anew: other");
    }
    long before = log.with("INFO first before other").count();
    await().until(() -> log.with("INFO second before other").count() > 9);
    assertThat(log.with("INFO first before other").count()).isEqualTo(before);
    assertThat(log.lines()).noneMatch(line -> line.matches(".* before (?!other).*"));
  }

  private static String intercepting(String word) {
    return """
        - routeConfiguration:
            intercept:
              - intercept:
                  steps:
                    - log: {message: "%s before ${routeId}"}
        """
        .formatted(word);
  }

  @Test
  void aKameletThatIsMadeAnewIsNotWhatAnOwnConfigurationIsFor() throws Exception {
    // Given
    save(MINE, intercepting("own"));
    session.start();
    await().until(() -> context().getRoute("notify-deliver-pushbullet") != null);
    String file = "kamelets/pushbullet-notify-sink.kamelet.yaml";
    Path path = home.resolve("routes").resolve(file);

    // When
    Files.writeString(path, Files.readString(path).replace("Pushbullet", "Pushbullet x"));
    await().until(() -> told(file).size() == 1);
    session.movesTheRecordOfADeadPeer(log);
    await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());

    // Then
    assertThat(log.with("own before")).isEmpty();
  }

  /** Wherever it stands in the file. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterceptForAllSendsIsNotTaken(boolean first) throws Exception {
    // Given
    save(MINE, ticking("mine", "once"));
    session.start();
    await().until(() -> saying("once") > 0);

    // When
    String intercept = "- interceptSendToEndpoint: {uri: '*', steps: [{log: {message: STOLEN}}]}\n";
    String route = ticking("mine", "anew");
    save(MINE, first ? intercept + route : route + "\n" + intercept);

    // Then
    await().until(() -> brokenSaves().size() == 1);
    assertThat(brokenSaves().get(0))
        .containsPattern(
            "state=broken: line [18]: an interceptSendToEndpoint is for all that is sent");
    session.movesTheRecordOfADeadPeer(log);
    assertThat(log.with("STOLEN")).isEmpty();
    assertThat(saying("anew")).isZero();
  }

  @Test
  void whereAShippedFileInterceptsSendsTheKameletsOutliveAReload() throws Exception {
    // Given
    String shipped = "records.camel.yaml";
    save(
        shipped,
        "- interceptSendToEndpoint: {uri: 'kamelet:*', steps: [{log: {message: SEEN}}]}\n"
            + Files.readString(home.resolve("routes").resolve(shipped)));
    save(MINE, ticking("mine", "once"));
    session.start();
    await().until(() -> context().getRoute("notify-deliver-pushbullet") != null);
    await().until(() -> saying("once") > 0);
    Map<String, List<String>> before = routes();

    // When
    save(MINE, ticking("mine", "anew"));
    await().until(() -> saying("anew") > 0);

    // Then
    assertThat(routes()).isEqualTo(before);
    session.movesTheRecordOfADeadPeer(log);
    await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());
  }

  /** What may be saved and can't be taken, and what is said of it. */
  private enum BrokenSave {
    NO_YAML("- route: [", "it is no YAML"),
    UNKNOWN_OPTION(mine("timer:x?nosuch=1", "to: 'log:x'"), "has no option \"nosuch\""),
    UNKNOWN_STEP(mine("timer:x", "tooo: 'log:x'"), "tooo"),
    UNKNOWN_KAMELET(mine("timer:x", "to: 'kamelet:nosuch'"), "nosuch"),
    ID_OF_ANOTHER(
        mine("timer:x", "to: 'log:x'").replace("id: mine", "id: failover-decide"),
        "there is a route \"failover-decide\" already, in failover.camel.yaml"),
    UNKNOWN_BEAN(mine("timer:x", "to: 'bean:nosuch'"), "there is no bean \"nosuch\""),
    QUEUE_OF_ANOTHER(mine("seda:events", "to: 'log:x'"), "seda:events has a reader already"),
    NOTHING("", "it is empty"),
    TEXT("hello", "nothing in it is a route");

    private final String text;
    private final String told;

    BrokenSave(String text, String told) {
      this.text = text;
      this.told = told;
    }

    private static String mine(String from, String step) {
      return "- route: {id: mine, from: {uri: '%s', steps: [{%s}]}}".formatted(from, step);
    }
  }

  /** One after the other in one daemon: the start takes longer than the rest. */
  @Test
  @Full
  @Timeout(300)
  void aBrokenSaveLeavesTheFormerOneRunningAndIsToldOnce() throws Exception {
    // Given
    save(MINE, ticking("mine", "BEFORE"));
    session.start();
    String running = "BEFORE";
    int saves = 0;

    for (BrokenSave broken : BrokenSave.values()) {
      String former = running;
      int times = ++saves;
      await(former).until(() -> saying(former) > 0);

      // When
      save(MINE, broken.text);

      // Then: also by the next look, a second later.
      await(broken.name()).until(() -> brokenSaves().size() == times);
      long before = saying(former);
      await(broken.name()).until(() -> saying(former) > before + 20);
      assertThat(brokenSaves()).as(broken.name()).hasSize(times);
      assertThat(brokenSaves().get(times - 1))
          .startsWith("WARN file=" + MINE + " state=broken: ")
          .contains(broken.told)
          .contains("; what ran before the save runs on. To mend it, ")
          .endsWith(", and save it again");

      // And it is taken when it is mended.
      running = broken.name();
      save(MINE, ticking("mine", running));
    }
    String last = running;
    await(last).until(() -> saying(last) > 0);
  }

  private List<String> brokenSaves() {
    return log.with("file=" + MINE + " state=broken").toList();
  }

  @Test
  void allMistakesOfASaveAreToldAtOnceAndItsEndAsWhatItIs() throws Exception {
    // Given
    session.start();

    // When
    save(
        MINE,
        ticking("mine", "one")
                .replace("timer:mine", "timer:mine?perod=1&")
                .replace("?period", "period")
            + "        - to: log:x?levell=INFO\n");

    // Then
    await().until(() -> brokenSaves().size() == 1);
    assertThat(brokenSaves().get(0))
        .contains(
            "state=broken: 2 mistakes: ", "\"perod\" (correct its name); ", "\"levell\" (correct")
        .endsWith("To mend it, correct these, and save it again");

    // When
    Files.delete(home.resolve("routes").resolve(MINE));

    // Then
    await().until(() -> told(MINE).size() == 2);
    assertThat(told(MINE).get(1))
        .isEqualTo("INFO file=" + MINE + " state=removed: nothing of it has run");
  }

  @Test
  void ofSeveralSavesEachNamesItsOwnRoutes() throws Exception {
    // Given
    session.start();

    // When
    for (String id : List.of("a", "b", "c")) {
      save("site/" + id + ".camel.yaml", ticking(id, id));
    }

    // Then
    for (String id : List.of("a", "b", "c")) {
      String file = "site/" + id + ".camel.yaml";
      await().until(() -> told(file).size() == 1);
      assertThat(told(file))
          .containsExactly("INFO file=" + file + " state=reloaded: made anew: " + id);
    }
  }

  @Test
  void whatHoldsNoRouteIsNotReloaded() throws Exception {
    // Given
    session.start();

    // When
    save(MINE, "metadata: {name: mine}\n");
    Path link = home.resolve("routes/site/link.camel.yaml");
    Files.createSymbolicLink(link, Path.of("nothing.yaml"));

    // Then
    await().until(() -> brokenSaves().size() == 1);
    assertThat(brokenSaves().get(0)).contains("nothing in it is a route, a bean or a Kamelet");
    await().until(() -> !told("site/link.camel.yaml").isEmpty());
    assertThat(told("site/link.camel.yaml"))
        .containsExactly(
            "WARN file=site/link.camel.yaml state=broken: it is a link to nothing; what ran before the"
                + " save runs on. To mend it, correct the link, or delete it, and save it again");
  }

  @Test
  void withoutTheKeyNothingIsReloaded() throws Exception {
    // Given
    reload("");
    save(MINE, ticking("mine", "once"));
    session.start();
    await().until(() -> saying("once") > 0);

    // When
    save(MINE, ticking("mine", "anew"));

    // Then
    long before = saying("once");
    await().until(() -> saying("once") > before + 40);
    assertThat(saying("anew")).isZero();
    assertThat(context().getRoute("reload-look")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failover.camel.yaml",
        "private-link.camel.yaml",
        "kamelets/pushbullet-notify-sink.kamelet.yaml"
      })
  void aShippedFileIsReloadedAsAWhole(String file) throws Exception {
    isReloadedAsAWhole(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checks.camel.yaml",
        "credentials.camel.yaml",
        "errors.camel.yaml",
        "link.camel.yaml",
        "notify.camel.yaml",
        "reload.camel.yaml",
        "status.camel.yaml",
        "topics.camel.yaml",
        "verify.camel.yaml",
        "watchdog.camel.yaml",
        "records.camel.yaml",
        "kamelets/cloudflare-dns-call-action.kamelet.yaml",
        "kamelets/cloudflare-dns-action.kamelet.yaml"
      })
  @Full
  void soIsEachOtherOne(String file) throws Exception {
    isReloadedAsAWhole(file);
  }

  private void isReloadedAsAWhole(String file) throws Exception {
    // Given
    session.start();
    await().until(() -> context().getRoute("notify-deliver-pushbullet") != null);
    Map<String, List<String>> before = routes();

    // When
    Path path = home.resolve("routes").resolve(file);
    for (int times = 1; times <= 2; times++) {
      Files.writeString(
          path,
          Files.readString(path)
                  .replaceAll("(?m)^( +(title|description): [^\"\n]+)$", "$1 x")
                  .replace("the connection is", "the connection still is")
              + "# changed\n");
      int so = times;
      await().atMost(Duration.ofSeconds(30)).until(() -> told(file).size() == so);
    }

    // Then: as many as there were, and no Kamelet is left over.
    assertThat(told(file))
        .allMatch(line -> line.startsWith("INFO file=" + file + " state=reloaded"));
    await().untilAsserted(() -> assertThat(routes()).isEqualTo(before));
    session.movesTheRecordOfADeadPeer(log);
    await().until(() -> !session.sandbox().pushbullet().pushes().isEmpty());
  }

  private Map<String, List<String>> routes() {
    return context().getRouteDefinitions().stream()
        .filter(route -> context().getRoute(route.getRouteId()) != null)
        .collect(
            Collectors.groupingBy(
                ReloadTest::nameOf,
                Collectors.mapping(
                    route ->
                        context().getRouteController().getRouteStatus(route.getRouteId()).name(),
                    Collectors.toList())));
  }

  private static String nameOf(RouteDefinition route) {
    return route.getRouteId().replaceFirst("(-action|-sink)-\\d+$", "$1");
  }

  private ModelCamelContext context() {
    return (ModelCamelContext) session.daemon().context();
  }

  private void save(String file, String text) throws IOException {
    Files.writeString(home.resolve("routes").resolve(file), text);
  }

  private List<String> told(String file) {
    return log.with("file=" + file + " ").toList();
  }

  private long saying(String word) {
    return log.with("INFO says " + word).count();
  }

  private static String ticking(String id, String word) {
    return """
    - route:
        id: %s
        from:
          uri: timer:%s?period=100&delay=0
          steps:
            - log: {message: "says %s"}
    """
        .formatted(id, id, word);
  }
}
