// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Problem;
import io.clooster.config.YamlTextTest;
import io.clooster.testing.NamedPipe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilesTest {
  static final String ROUTES =
      """
      # What happens when the peer is down.
      - route:
          id: failover-decide
          description: Decides
          from:
            uri: timer:tick
            parameters:
              period: "1000"
            steps:
              - choice:
                  when:
                    - expression:
                        simple:
                          expression: ${body} == 'down'
                      steps:
                        - log:
                            message: down
                            loggingLevel: WARN
                  otherwise:
                    steps:
                      - to:
                          uri: direct:up
              - setHeader:
                  name: me
                  expression:
                    constant:
                      expression: me
              - delay:
                  expression:
                    constant:
                      expression: "50"
      - onException:
          exception:
            - java.lang.Exception
          handled:
            constant:
              expression: "true"
          steps:
            - log:
                message: ${exception.message}
      - beans:
          - name: decision
            type: io.example.Decision
            properties:
              window: 2000
      - routeConfiguration:
          id: errors
          onException:
            - onException:
                exception:
                  - java.io.IOException
                steps:
                  - log:
                      message: again
      """;

  static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: filelog-notify-sink
        labels:
          camel.apache.org/kamelet.type: sink
      spec:
        definition:
          title: File log
          required:
            - path
          type: object
          properties:
            path:
              title: Path
              type: string
        dependencies:
          - camel:file
        template:
          beans:
            - name: format
              type: io.example.Format
          from:
            uri: kamelet:source
            steps:
              - to:
                  uri: file:/tmp
                  parameters:
                    fileName: "{{path}}"
      """;

  @TempDir Path routes;

  @Test
  void wellWrittenRoutesAndKameletsHaveNoProblems() {
    write("failover.camel.yaml", ROUTES);
    write("kamelets/filelog-notify-sink.kamelet.yaml", KAMELET);
    write("kamelets/README.md", "not looked at");

    assertThat(RouteFiles.check(routes)).isEmpty();
  }

  /** Each row changes one thing in {@link #ROUTES} and gets one problem. */
  @Test
  void aFileInAnotherLanguageOfCamelIsToldNotToBeLoaded() {
    write("failover.camel.yaml", ROUTES);
    write("mine.xml", "<routes/>");

    assertThat(RouteFiles.check(routes))
        .singleElement()
        .asString()
        .endsWith(
            "mine.xml: isn't loaded, as routes are YAML here; write it in YAML, in a file that"
                + " ends in .yaml, or remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - setHeader:               | - setHeadr:                | 23: route.from.steps[2].setHeadr: is an unknown key; did you mean "setHeader"?
          loggingLevel: WARN         | loggingLevel: WRAN         | 18: route.from.steps[1].choice.when[1].steps[1].log.loggingLevel: "WRAN" is not among the possible values; did you mean "WARN"?
          loggingLevel: WARN         | loglevel: WARN             | 18: route.from.steps[1].choice.when[1].steps[1].log.loglevel: is an unknown key; write one of description, disabled, id, logLanguage, logName, logger, loggingLevel, marker, message, note
          message: down              | mesage: down               | `17: route.from.steps[1].choice.when[1].steps[1].log.mesage: is an unknown key; did you mean "message"?`
          expression: ${body}        | expresion: ${body}         | 14: route.from.steps[1].choice.when[1].expression.simple.expresion: is an unknown key; did you mean "expression"?
          simple:                    | smple:                     | 13: route.from.steps[1].choice.when[1].expression.smple: is an unknown key; did you mean "simple"?
          expression: "50"           | expression: 50             | 31: route.from.steps[3].delay.expression.constant.expression: is a number; put it in quotes: "50"
          name: me                   | nme: me                    | 24: route.from.steps[2].setHeader.nme: is an unknown key; did you mean "name"?
          uri: timer:tick            | #                          | 5: route.from: "uri" is missing; write it
          - route:                   | - rout:                    | 2: rout: is an unknown key; did you mean "route"?
          - beans:                   | - baens:                   | 41: baens: is an unknown key; did you mean "beans"?
          - name: decision           | - nam: decision            | 42: beans[1].nam: is an unknown key; did you mean "name"?
          description: Decides       | description: [a]           | 4: route.description: is a list; write a string
          """)
  void eachMistakeInARouteIsNamedOnceWithItsLineItsPlaceAndItsRemedy(
      String from, String to, String expected) {
    assertThat(ROUTES).contains(from);
    write(
        "failover.camel.yaml",
        ROUTES.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));

    assertThat(problemsIn("failover.camel.yaml")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "stepz"})
  void aKeyOneLevelTooHighIsOneMistake(String key) {
    write(
        "x.yaml",
        """
        - route:
            id: x
            from:
              uri: timer:x
            %s:
              - to: log:x
        """
            .formatted(key));

    assertThat(problemsIn("x.yaml"))
        .containsExactly(
            "5: route."
                + key
                + ": is an unknown key here; write it as \"steps\" below \"from\", two blanks further"
                + " to the right");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a file | 1: | - interceptSendToEndpoint: {uri: 'seda:*', steps: [{to: 'log:x'}]}",
        "a configuration | 4: | - routeConfiguration:\\n    id: mine\\n    interceptSendToEndpoint:\\n"
            + "    - interceptSendToEndpoint: {uri: 'seda:*', steps: [{to: 'log:x'}]}"
      })
  void anInterceptThatIsForAllSendsIsAMistake(String what, String line, String text) {
    write("x.yaml", text.replace("\\n", "\n") + "\n");

    assertThat(problemsIn("x.yaml"))
        .singleElement()
        .asString()
        .startsWith(
            line + " an interceptSendToEndpoint is for all that is sent, by the failover too")
        .contains("; remove it: ");
  }

  @Test
  void twoExpressionsAtOnceAreToldApart() {
    write(
        "failover.camel.yaml",
        ROUTES.replace(
            "            name: me\n", "            name: me\n            simple: you\n"));

    assertThat(problemsIn("failover.camel.yaml"))
        .containsExactly(
            "23: route.from.steps[2].setHeader: says more than one thing at once;"
                + " keep one of simple, expression");
  }

  @Test
  void twoStepsInOneAreToldApart() {
    write(
        "failover.camel.yaml",
        ROUTES.replace(
            "                    uri: direct:up\n",
            "                    uri: direct:up\n                  log: x\n"));

    assertThat(problemsIn("failover.camel.yaml"))
        .containsExactly(
            "21: route.from.steps[1].choice.otherwise.steps[1]: has more than one key: to, log;"
                + " begin each with a - of its own");
  }

  @Test
  void whatMayBeTextOrABlockIsNeitherANumberNorAList() {
    write(
        "x.yaml",
        """
        - from:
            uri: timer:x
            steps:
              - to: 5
              - to: [x]
              - setBody:
                  expression: {}
        """);

    assertThat(problemsIn("x.yaml"))
        .containsExactly(
            "4: from.steps[1].to: is a number; put it in quotes: \"5\"",
            "5: from.steps[2].to: is a list; write a string or a block of \"key: value\"",
            "7: from.steps[3].setBody.expression: lacks what it is made of; write one of constant,"
                + " csimple, datasonnet, exchangeProperty, groovy, header, hl7terser, java, joor,"
                + " jq, js, jsonpath, language, method, mvel, ognl, python, ref, simple, spel,"
                + " tokenize, variable, wasm, xpath, xquery, xtokenize");
  }

  /** Each row is a whole file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `a: b: c`                   | 1: this is not YAML: mapping values are not allowed here; check the indentation (spaces, no tabs) and the quotes, here and on the line before
          `- a¶ - b¶\tc: d`           | 3: this is not YAML: found character '\\t(TAB)' that cannot start any token; check the indentation (spaces, no tabs) and the quotes, here and on the line before
          `- "a`                      | 1: this is not YAML: found unexpected end of stream; check the indentation (spaces, no tabs) and the quotes, here and on the line before
          `# nothing`                 | the file is empty; write a route into it, or delete it
          `route: {}`                 | 1: is a block of "key: value"; write a list (each item begins with -)
          `just words`                | 1: is a string; write a list (each item begins with -)
          `- &a¶  route: *a`          | 1: an alias refers to what it stands in; write it out
          `- beans: []¶  beans: []`   | 2: the key "beans" stands twice, first on line 1; keep one of the two
          `- ? [a]¶  : b`             | 1: a key is not plain text; write "key: value"
          """)
  void aFileThatIsNoListOfRoutesIsExplained(String text, String expected) {
    write("x.yaml", text.replace('¶', '\n'));

    assertThat(problemsIn("x.yaml")).first().isEqualTo(expected);
  }

  @Test
  void aliasesThatNoMemoryHoldsAreAMistake() {
    write("x.yaml", YamlTextTest.BOMB);

    assertThat(problemsIn("x.yaml"))
        .containsExactly(
            "10: with its aliases written out it is larger than Camel can hold; write it without"
                + " aliases, or make several files of it");
  }

  @Test
  void anIdIsUsedOnlyOnceInAllFiles() {
    write("a.camel.yaml", ROUTES);
    write("b.camel.yaml", ROUTES);

    assertThat(problemsIn("b.camel.yaml"))
        .containsExactly(
            duplicate(3, "route", "failover-decide", 3),
            duplicate(42, "bean", "decision", 42),
            duplicate(47, "routeConfiguration", "errors", 47));
  }

  /** Each row changes one thing in {@link #KAMELET} and gets one problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          camel.apache.org/v1     | camel.org/v1      | 1: apiVersion: is not Camel's; write "apiVersion: camel.apache.org/v1"
          kind: Kamelet           | kind: Pipe        | 2: kind: is not Kamelet; write "kind: Kamelet"
          name: filelog           | name: logfile     | 4: metadata.name: is not the file's name, by which Camel looks for it; write "name: filelog-notify-sink", or rename the file
          definition:             | def:              | 7: spec.definition: is missing; write it, with "title" and "properties"
          - path                  | - pth             | 11: spec.definition.required.0: "pth" is not among the properties; declare it below "properties", or remove it here
          type: string            | type: text        | 16: spec.definition.properties.path.type: "text" is not a type; write string, integer, number or boolean
          type: string            | #                 | 14: spec.definition.properties.path.type: is missing; write string, integer, number or boolean
          template:               | templ:            | 7: spec.template: has no route; write either "from" or "route" in it
          from:                   | form:             | 23: spec.template.form: is an unknown key; did you mean "from"?
          beans:                  | baens:            | 20: spec.template.baens: is an unknown key; did you mean "beans"?
          - to:                   | - too:            | 26: spec.template.from.steps[1].too: is an unknown key; did you mean "to"?
          uri: kamelet:source     | #                 | 23: spec.template.from: "uri" is missing; write it
          - name: format          | - nam: format     | 21: spec.template.beans[1].nam: is an unknown key; did you mean "name"?
          """)
  void eachMistakeInAKameletIsNamed(String from, String to, String expected) {
    write("failover.camel.yaml", ROUTES);
    assertThat(KAMELET).contains(from);
    int at = KAMELET.indexOf(from);
    write(
        "kamelets/filelog-notify-sink.kamelet.yaml",
        KAMELET.substring(0, at) + to + KAMELET.substring(at + from.length()));

    assertThat(problemsIn("kamelets/filelog-notify-sink.kamelet.yaml"))
        .containsExactly(expected.split("¶"));
  }

  @Test
  void aKameletMayHoldAWholeRoute() {
    write("failover.camel.yaml", ROUTES);
    int from = KAMELET.indexOf("    from:");
    write(
        "kamelets/filelog-notify-sink.kamelet.yaml",
        KAMELET.substring(0, from)
            + "    route:\n      id: log\n"
            + KAMELET.substring(from).indent(2));

    assertThat(RouteFiles.check(routes)).isEmpty();
  }

  @Test
  void aNotifiersKameletBesideTheRoutesIsFoundByNoBlock() {
    write("filelog-notify-sink.kamelet.yaml", KAMELET);

    assertThat(RouteFiles.check(routes))
        .extracting(Problem::toString)
        .containsExactly(
            routes.resolve("filelog-notify-sink.kamelet.yaml")
                + ": is a Kamelet, and no block of the configuration finds it here; move it into "
                + routes.resolve("kamelets"));
  }

  @Test
  void aFileThatCamelWouldPassOverIsPointedOut() {
    write("failover.camel.yaml", ROUTES);
    write("more.yml", ROUTES);
    write("kamelets/filelog-notify-sink.yaml", KAMELET);

    assertThat(RouteFiles.check(routes))
        .extracting(Problem::toString)
        .containsExactly(
            routes.resolve("kamelets/filelog-notify-sink.yaml")
                + ": is not found by Camel as a Kamelet; rename it to end in .kamelet.yaml",
            routes.resolve("more.yml") + ": isn't loaded; rename it to end in .yaml");
  }

  @Test
  void aMissingDirectoryIsAProblem() {
    Path none = routes.resolve("none");

    assertThat(RouteFiles.check(none))
        .extracting(Problem::toString)
        .containsExactly(
            none
                + ": there is no such directory, so nothing would happen;"
                + " restore it from the distribution");
  }

  @Test
  void anEmptyDirectoryIsAProblem() {
    assertThat(RouteFiles.check(routes))
        .extracting(Problem::what)
        .containsExactly("holds no *.yaml file");
  }

  @Test
  void aDirectoryInPlaceOfAFileIsAProblem() throws IOException {
    Files.createDirectories(routes.resolve("x.yaml"));

    assertThat(problemsIn("x.yaml"))
        .containsExactly(
            "the file is a directory; make it a plain file with a few routes, or remove it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.camel.yaml", "kamelets/x-notify-sink.kamelet.yaml"})
  @Timeout(20)
  void aPipeOrADeviceIsAProblemAndIsNotRead(String name) throws Exception {
    write("kamelets/y-notify-sink.kamelet.yaml", KAMELET);
    Path file = routes.resolve(name);
    String problem =
        "the file is a pipe or a device; make it a plain file with a few routes, or remove it";

    NamedPipe.at(file);
    assertThat(problemsIn(name)).containsExactly(problem);

    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertThat(problemsIn(name)).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.camel.yaml", "kamelets/x-notify-sink.kamelet.yaml"})
  void aFileOfHundredsOfMegabytesIsAProblemAndIsNotRead(String name) throws Exception {
    write("kamelets/y-notify-sink.kamelet.yaml", KAMELET);
    try (RandomAccessFile file = new RandomAccessFile(routes.resolve(name).toFile(), "rw")) {
      file.setLength(5L << 30); // More than an array can hold.
    }

    assertThat(problemsIn(name))
        .containsExactly(
            "the file is larger than 256 KiB; make it a plain file with a few routes, or remove it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: {uri: \"log:%s\"}",
        "to: \"log:%s\"",
        "wireTap: {uri: \"log:x?marker=%s\"}",
        "to: {uri: \"log:x\", parameters: {marker: \"%s\"}}"
      })
  void aUriThatCamelWouldBrewOverIsAProblem(String step) throws IOException {
    String route =
        "- route:\n    id: x\n    from:\n      uri: timer:x\n      steps:\n        - " + step;
    write("x.camel.yaml", route.formatted("a".repeat(20_000)));
    write("y.camel.yaml", route.replace("id: x", "id: y").formatted("a".repeat(2_000)));

    assertThat(RouteFiles.check(routes))
        .extracting(Problem::toString)
        .containsExactly(
            routes.resolve("x.camel.yaml")
                + ":6: the URI, with its parameters, has more than 4000 letters; shorten it; put long"
                + " text into a header or the body");
  }

  @Test
  void textInAnotherEncodingIsAProblem() throws IOException {
    Files.write(routes.resolve("x.yaml"), new byte[] {'#', (byte) 0xe4});

    assertThat(problemsIn("x.yaml"))
        .containsExactly("the file is not UTF-8; save it as UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[[[[{a: &x 1, b: *x}",
        "- !!binary x",
        "- beans: !!int x",
        "- beans: !!float x",
        "- .inf",
        "- 0x10",
        "--- a\n--- b",
        "- <<: a"
      })
  void nothingThatYamlAllowsIsMoreThanAProblem(String text) {
    write("x.yaml", text);

    assertThat(RouteFiles.check(routes)).isNotEmpty();
  }

  private String duplicate(int line, String kind, String id, int first) {
    return "%d: the %s \"%s\" is there already, at %s:%d; give one of them another name"
        .formatted(line, kind, id, routes.resolve("a.camel.yaml"), first);
  }

  private List<String> problemsIn(String file) {
    String prefix = routes.resolve(file) + ":";
    return RouteFiles.check(routes).stream()
        .map(Problem::toString)
        .filter(problem -> problem.startsWith(prefix))
        .map(problem -> problem.substring(prefix.length()).strip())
        .toList();
  }

  private void write(String name, String text) {
    try {
      Path file = routes.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
