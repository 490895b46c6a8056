// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.config.Problem;
import io.clooster.routes.ShippedRoutes;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Slow
class InstalledRoutesTest {
  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    ShippedRoutes.get().copyTo(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "server", "2"})
  void theShippedOnesAreWholeAndNothingIsTouched(String role) throws Exception {
    InstalledRoutes found = InstalledRoutes.check(home, config(role, ""));

    assertThat(found.problems()).isEmpty();
    assertThat(found.warnings()).isEmpty();
    assertThat(home.resolve("state")).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a misspelt option | seda:mine?sizze=1 | seda:mine | :5: route mine: seda://mine has no option \"sizze\"; correct its name",
        "an unknown scheme | nosuch:x | log:x | :5: route mine: there is no component for \"nosuch:\"",
        "an unknown placeholder | timer:x | log:{{no.such}} | :7: route mine: nothing is known by the name {{no.such}}",
        "an endpoint by a name that is not there | timer:x | ref:nothing | :7: route mine: there is no endpoint \"nothing\"",
        "a bean that is not there | timer:x | bean:nothing | :7: route mine: there is no bean \"nothing\"",
        "a queue without a reader | timer:x | seda:nobody | :7: nothing reads what is sent to seda:nobody",
        "a second reader of a queue | seda:events | log:x | :4: seda:events has a reader already (failover.camel.yaml:",
        "a reader without a sender | direct:nobody | log:x | :4: nothing is sent to direct:nobody"
      })
  void aRouteThatIsBroken(String what, String from, String to, String told) throws Exception {
    own(route(from, to));

    assertThat(problems())
        .as(what)
        .anySatisfy(line -> assertThat(line).contains("mine.camel.yaml" + told));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a bad Simple | ${bodyy | :9: route mine: ",
        "a bean in Simple | ${bean:nothing?method=x} | :9: route mine: there is no bean \"nothing\"",
        "a reference in Simple | ${ref:nothing} | :10: there is no bean \"nothing\""
      })
  void anExpressionThatIsBroken(String what, String simple, String told) throws Exception {
    own(route("timer:x", "log:x") + "        - setBody:\n            simple: \"" + simple + "\"\n");

    assertThat(problems()).as(what).singleElement().asString().contains("mine.camel.yaml" + told);
  }

  @Test
  void optionsOnBothPlacesAreToldWithTheirLine() throws Exception {
    own(
        """
        - route:
            id: mine
            from:
              uri: timer:x?period=1
              parameters:
                delay: "5"
              steps:
                - to: log:x
        """);

    assertThat(problems())
        .singleElement()
        .asString()
        .endsWith(
            "mine.camel.yaml:4: this uri has options of its own after the ?, and \"parameters\""
                + " beside it; write all of them below \"parameters\"");
  }

  @Test
  void aPlaceForTheValueOfAPlaceholderIsNamed() throws Exception {
    own(route("timer:x", "{{my.url}}"));

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("{{my.url}}; write \"my.url=…\" into conf/application.properties");
  }

  @Test
  void anAbstractClassOfABeanIsNamed() throws Exception {
    own(
        """
        - beans:
            - name: mine
              type: java.io.InputStream
            - name: other
              type: java.util.Calendar
              factoryMethod: getInstance
        """);

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("mine.camel.yaml:3: the class java.io.InputStream is abstract");
  }

  @Test
  void allThatIsWrongWithARouteIsToldAtOnce() throws Exception {
    own(
        """
        - route:
            id: mine
            from:
              uri: timer:x?perod=1
              steps:
                - convertBodyTo:
                    type: Strin
                - convertBodyTo:
                    type: String
                - to:
                    uri: log:x?levell=INFO
                - filter:
                    simple: "${bodyy"
                    steps:
                      - to: nosuch:x
                - choice:
                    when:
                      - simple: "${body} == 1"
                        steps:
                          - to: log:x?levll=INFO
        """);

    assertThat(problems())
        .extracting(line -> line.replaceFirst(".*mine.camel.yaml:", "").replaceFirst("; .*", ""))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("4: route mine: timer://x has no option \"perod\""),
            line -> assertThat(line).isEqualTo("7: there is no type \"Strin\""),
            line -> assertThat(line).isEqualTo("10: route mine: log://x has no option \"levell\""),
            line -> assertThat(line).startsWith("12: route mine: "),
            line ->
                assertThat(line).isEqualTo("15: route mine: there is no component for \"nosuch:\""),
            line -> assertThat(line).isEqualTo("20: route mine: log://x has no option \"levll\""));
  }

  @Test
  void aConfigurationOfErrorsThatIsNotThere() throws Exception {
    own(
        route("timer:x", "log:x")
            .replace("    from:", "    routeConfigurationId: nothing\n    from:"));

    assertThat(problems())
        .singleElement()
        .asString()
        .contains(
            "mine.camel.yaml:4: routeConfigurationId: there is no routeConfiguration \"nothing\"")
        .contains("record-errors");
  }

  @Test
  void aBeanWhoseClassIsNotThere() throws Exception {
    own("- beans:\n    - name: mine\n      type: com.example.Missing\n");

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("mine.camel.yaml:3: the class com.example.Missing is not there")
        .contains("lib/");
  }

  @Test
  void aBeanThatWouldTakeTheNameOfAnother() throws Exception {
    own("- beans:\n    - name: config\n      type: java.lang.Object\n");

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("there is a bean \"config\" already");
  }

  @Test
  void aShippedFileThatIsMissing() throws Exception {
    Files.delete(home.resolve("routes/watchdog.camel.yaml"));

    assertThat(problems())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("routes/watchdog.camel.yaml: the route \"watchdog-clock\" is missing")
                    .contains("restore it from the distribution"));
  }

  @Test
  void aShippedReaderThatIsMissing() throws Exception {
    Path file = home.resolve("routes/failover.camel.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("(?s)- route:\\s+id: link-messages.*?(?=\\n# |\\n- route|\\z)", ""));

    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains("the route \"link-messages\" is missing"))
        .anySatisfy(
            line -> assertThat(line).contains("nothing reads what is sent to seda:link-message"));
  }

  @Test
  void aKameletOfTheUsersWithAMisspeltOption() throws Exception {
    Files.writeString(
        home.resolve("routes/kamelets/mine-notify-sink.kamelet.yaml"),
        Files.readString(home.resolve("routes/kamelets/pushbullet-notify-sink.kamelet.yaml"))
            .replace("pushbullet-notify-sink", "mine-notify-sink")
            .replace("uri: \"{{api}}\"", "uri: log:mine?levell=INFO"));

    List<String> problems =
        lines(
            InstalledRoutes.check(home, config("server", "\"mine\": {\"key\": \"x-y-z\"},"))
                .problems());

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("mine-notify-sink.kamelet.yaml:1: kamelet mine-notify-sink: ")
        .contains("has no option \"levell\"");
  }

  @Test
  void aCallThatFollowsRedirectsIsWarnedOf() throws Exception {
    own(route("timer:x", "http:localhost?followRedirects=true"));

    InstalledRoutes found = InstalledRoutes.check(home, config("server", ""));

    assertThat(found.problems()).isEmpty();
    assertThat(lines(found.warnings()))
        .singleElement()
        .asString()
        .contains("mine.camel.yaml:7: the call follows redirects");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a queue | to: {uri: \"seda:mine\"} | when seda:mine is full, this step fails or waits, and holds up what comes after it; write \"to: {uri: seda:mine, parameters: {discardWhenFull: true}}\"",
        "a queue that waits | to: {uri: \"seda:mine\", parameters: {blockWhenFull: true}} | when seda:mine is full",
        "a tap into a queue | wireTap: {uri: \"seda:mine?size=5\"} | when seda:mine is full",
        "a tap | wireTap: {uri: \"http:localhost/hook\"} | when http:localhost/hook is slow, the wire tap runs out of threads, and holds up what comes after it; write \"to: {uri: seda:…",
      })
  void aCopyThatCanHoldTheFailoverUpIsWarnedOf(String what, String step, String told)
      throws Exception {
    own(route("seda:mine", "log:x"));
    copied(step);

    List<String> warnings = lines(InstalledRoutes.check(home, config("server", "")).warnings());

    assertThat(warnings)
        .as(what)
        .singleElement()
        .asString()
        .contains("failover.camel.yaml:")
        .contains(": route failover-decide: " + told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: {uri: \"seda:mine\", parameters: {discardWhenFull: true}}",
        "to: {uri: \"seda:mine?discardWhenFull=true\"}",
        "wireTap: {uri: \"seda:mine\", parameters: {discardWhenFull: \"true\"}}"
      })
  void aCopyThatIsLeftOutWhenTheQueueIsFullIsAllRight(String step) throws Exception {
    own(
        route("seda:mine", "seda:second")
            + route("seda:second", "log:x").replace(": mine", ": m2"));
    copied(step);

    InstalledRoutes found = InstalledRoutes.check(home, config("server", ""));

    assertThat(found.problems()).isEmpty();
    assertThat(found.warnings()).isEmpty();
  }

  @Test
  void aBrokenFileHidesNoWarning() throws Exception {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/application.properties"), "this_server = other\n");
    own("- route: [");

    InstalledRoutes found = InstalledRoutes.check(home, config("server", ""));

    assertThat(lines(found.problems())).singleElement().asString().contains("mine.camel.yaml:");
    assertThat(lines(found.warnings()))
        .singleElement()
        .asString()
        .contains("this_server: stands in the configuration, which counts");
  }

  @Test
  void aMistakeInTheUsersWordsIsAWarningAndTheRoutesAreBuiltAllTheSame() throws Exception {
    Files.createDirectories(home.resolve("routes/site"));
    Files.writeString(home.resolve("routes/site/messages.properties"), "peer-upp.text = x\n");
    own(route("timer:x", "seda:nobody"));

    InstalledRoutes found = InstalledRoutes.check(home, config("server", ""));

    assertThat(lines(found.problems()))
        .singleElement()
        .asString()
        .contains("mine.camel.yaml:7: nothing reads what is sent to seda:nobody");
    assertThat(lines(found.warnings()))
        .singleElement()
        .asString()
        .contains("messages.properties:1: peer-upp.text: there is no such message");
    assertThat(found.built()).isTrue();
  }

  @Test
  void aBrokenFileKeepsCamelFromBeingAsked() throws Exception {
    own("- route: [");

    assertThat(InstalledRoutes.check(home, config("server", "")).built()).isFalse();
  }

  /** A step of the user's before the choice. */
  private void copied(String step) throws IOException {
    Path failover = home.resolve("routes/failover.camel.yaml");
    String text = Files.readString(failover);
    int at = text.indexOf("        - split:");
    Files.writeString(
        failover, text.substring(0, at) + "        - " + step + "\n" + text.substring(at));
  }

  @Test
  void noSecretIsTold() throws Exception {
    own(route("timer:x?nosuch={{cloudflare.token}}", "nosuch:{{cloudflare.token}}"));

    assertThat(String.join("\n", problems())).contains("route mine").doesNotContain("secret-token");
  }

  private List<String> problems() throws Exception {
    return lines(InstalledRoutes.check(home, config("server", "")).problems());
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  private void own(String text) throws IOException {
    Files.writeString(home.resolve("routes/mine.camel.yaml"), text);
  }

  private static String route(String from, String to) {
    return """
        - route:
            id: mine
            description: Mine
            from:
              uri: "%s"
              steps:
                - to:
                    uri: "%s"
        """
        .formatted(from, to);
  }

  private Config config(String role, String more) throws Exception {
    String link =
        role.equals("2")
            ? "\"protocol\": 2, \"server\": {\"address\": \"127.0.0.1\", \"port\": 1}"
            : "\"" + role + "\": {\"address\": \"127.0.0.1\", \"port\": 1}";
    String json =
        """
        {"this_server": "srv1.test", "other_server": "srv2.test", "key": "a-secret-key-of-the-link",
         %s, %s "state_dir": "%s", "verify": false,
         "pushbullet": {"key": "secret-push"},
         "cloudflare": {"token": "secret-token", "zone": "example.com", "record": "www.example.com",
                        "preferred_value": "srv1.test"}}
        """
            .formatted(link, more, home.resolve("state"));
    Path file = Files.writeString(home.resolve("clooster.json"), json);
    return ConfigReader.read(file, home.resolve("routes/kamelets"), name -> null);
  }
}
