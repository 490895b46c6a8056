// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.routes.RouteLoader;
import io.clooster.routes.literal.LiteralKamelets;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Kamelet of the user's own gets for a value that stands in the config. */
@Timeout(60)
@Slow
class LiteralKameletsTest {
  private static final List<String> NASTY =
      List.of(
          "a+b",
          "a%41",
          "a%2541",
          "100%",
          "a%26b",
          "a&fileExist=Fail",
          "a&b=c&d",
          "a?b=c",
          "a#b",
          "RAW(x)",
          "RAW{x",
          "RAW(",
          "a)",
          "a)b",
          "a)&b=c",
          "+RAW(x)&",
          "a'\"b",
          " a b ",
          "ä€😀",
          "a;b,c",
          "$x",
          "a=b",
          "a+b%41&x=1",
          "~-._*",
          "a|b<c>^`",
          "a b#c?d");

  /** No names of files: Camel takes a backslash in one for a slash. */
  private static final List<String> BACKSLASHES =
      List.of(
          "a\\b", "ab\\", "a\\\\b", "a\\bcd", "\\ab", "\\", "a\\nb", "a\\t", "a\\\\", "ab\\\\\\");

  private static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: letters-notify-sink
        labels:
          camel.apache.org/kamelet.type: sink
      spec:
        definition:
          title: Letters
          description: Uses a value.
          type: object
          required:
            - path
          properties:
            path:
              title: Path
              description: A text.
              type: string
            charset:
              title: Charset
              description: May be left out.
              type: string
        template:
          from:
            uri: kamelet:source
            steps:
      """;

  private static final String TEMPLATE =
      """
        template:
          from:
            uri: kamelet:source
            steps:
              - log:
                  message: ${body}
      """;

  @TempDir private Path directory;

  @Test
  void aKameletNeedNotHaveProperties() throws Exception {
    String plain = KAMELET.substring(0, KAMELET.indexOf("    required:")) + TEMPLATE;
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context
          .getCamelContextExtension()
          .getContextPlugin(Model.class)
          .addModelLifecycleStrategy(new LiteralKamelets());
      Path file = Files.writeString(directory.resolve("letters-notify-sink.kamelet.yaml"), plain);

      new RouteLoader(context).load(file);

      assertThat(context.getRouteTemplateDefinition("letters-notify-sink")).isNotNull();
    }
  }

  @Test
  void aValueIsAnOptionLetterByLetterInParameters() throws Exception {
    assertFilesOfTheirNames(
        """
                - to:
                    uri: "file:%s"
                    parameters:
                      fileName: "{{path}}"
                      charset: utf-8
        """);
  }

  @Test
  void aValueIsAnOptionLetterByLetterInTheUri() throws Exception {
    assertFileOfItsName(
        "a{b}%41",
        """
                - to:
                    uri: "file:%s?fileName={{path}}"
        """);
    assertFilesOfTheirNames(
        """
                - to:
                    uri: "file:%s?fileName={{path}}&charset=utf-8"
        """);
  }

  @Test
  void aValueIsAnOptionLetterByLetterWhereTheUriIsMadeForEachMessage() throws Exception {
    assertFilesOfTheirNames(
        """
                - choice:
                    when:
                      - expression:
                          simple:
                            expression: "${body} != null"
                        steps:
                          - toD:
                              uri: "file:%s"
                              parameters:
                                fileName: "{{path}}"
        """);
  }

  @Test
  void anOptionalValueIsAnOptionLetterByLetter() throws Exception {
    String step =
        """
                - to:
                    uri: "file:%s"
                    parameters:
                      fileName: "{{?path}}"
                      charset: "{{?charset}}"
                      chmod: "{{?none}}"
        """;
    for (String value : NASTY) {
      if (value.contains("%25")) {
        assertRefused(value, step);
      } else {
        assertFileOfItsName(value, step);
      }
    }
  }

  @Test
  void aValueThatNoWayOfWritingBringsThroughIsRefused() throws Exception {
    for (String value : List.of("a&%25", "a)&b}&c")) {
      assertRefused(
          value,
          """
                  - to:
                      uri: "file:%s?fileName={{path}}"
          """);
    }
  }

  @Test
  void aValueBesideOtherTextIsAnOptionLetterByLetter() throws Exception {
    for (String value : NASTY) {
      Path out = Files.createTempDirectory(directory, "out");
      call(
          value,
          """
                  - to:
                      uri: "file:%s"
                      parameters:
                        fileName: "x-{{path}}-{{path}}.txt"
          """
              .formatted(out));
      assertThat(out.toFile().list()).containsExactly("x-" + value + "-" + value + ".txt");
    }
  }

  @Test
  void aValueInAnExpressionIsLetterByLetter() throws Exception {
    for (String value : Stream.concat(NASTY.stream(), BACKSLASHES.stream()).toList()) {
      assertThat(inAConstant("{{path}}", value)).isEqualTo(value.trim());
    }
    for (String value : BACKSLASHES.subList(0, 2)) {
      assertThat(inAConstant("Bearer {{path}}", value)).isEqualTo("Bearer " + value);
      assertThat(inAConstant("/bot{{path}}/send", value)).isEqualTo("/bot" + value + "/send");
    }
  }

  private String inAConstant(String constant, String value) throws Exception {
    return call(
        value,
        """
                - setBody:
                    expression:
                      constant:
                        expression: "%s"
        """
            .formatted(constant));
  }

  @Test
  void aValueInAQueryOverHttpIsLetterByLetter() throws Exception {
    try (Service service = new Service()) {
      int calls = 0;
      List<String> values = new ArrayList<>(NASTY);
      values.addAll(BACKSLASHES);
      values.addAll(List.of("a{b}c", "{&}"));
      for (String value : values) {
        call(
            value,
            """
                    - to:
                        uri: "%s/x"
                        parameters:
                          q: "{{path}}"
            """
                .formatted(service.uri()));
        assertThat(service.calls()).hasSize(++calls);
        String query = URI.create(service.calls().get(calls - 1).target()).getRawQuery();
        assertThat(URLDecoder.decode(query, StandardCharsets.UTF_8)).isEqualTo("q=" + value);
      }
    }
  }

  @Test
  void aValueInThePathIsLetterByLetterOrRefused() throws Exception {
    for (String value : NASTY) {
      Path out = Files.createTempDirectory(directory, "out");
      String step =
          """
                  - to:
                      uri: "file:%s/x{{path}}x?fileName=it"
          """
              .formatted(out);
      if (value.contains("?") || value.matches(".*%[0-9].*")) {
        assertThat(catchThrowable(() -> call(value, step)))
            .hasStackTraceContaining("can't stand in this part of a uri");
        assertThat(out).isEmptyDirectory();
      } else {
        call(value, step);
        assertThat(out.resolve("x" + value + "x/it")).exists();
      }
    }
  }

  private void assertFilesOfTheirNames(String step) throws Exception {
    for (String value : NASTY) {
      assertFileOfItsName(value, step);
    }
  }

  private void assertRefused(String value, String step) throws Exception {
    Path out = Files.createTempDirectory(directory, "out");
    assertThat(catchThrowable(() -> call(value, step.replace("%s", out.toString()))))
        .as(value)
        .hasStackTraceContaining("can't be given to an endpoint");
    assertThat(out).isEmptyDirectory();
  }

  private void assertFileOfItsName(String value, String step) throws Exception {
    Path out = Files.createTempDirectory(directory, "out");
    call(value, step.replace("%s", out.toString()));
    assertThat(out.toFile().list()).as(value).containsExactly(value);
  }

  private String call(String value, String steps) throws Exception {
    Path home = Files.createTempDirectory(directory, "home");
    Path kamelets = Files.createDirectories(home.resolve("routes/kamelets"));
    for (String shipped : List.of("dns", "dns-call")) {
      String file = "cloudflare-" + shipped + "-action.kamelet.yaml";
      Files.copy(Path.of("routes/kamelets", file), kamelets.resolve(file));
    }
    Files.writeString(home.resolve("routes/beans.yaml"), "[]");
    Path own = kamelets.resolve("letters-notify-sink.kamelet.yaml");
    Files.writeString(own, KAMELET + steps.stripIndent().indent(8));
    RouteSession session = RouteSession.listening(directory).home(home);
    session.sandbox().close();
    Config config =
        session
            .with("\"letters\": {\"path\": " + new ObjectMapper().writeValueAsString(value) + "}")
            .config();
    Main camel = new Main();
    try (CallLimits limits = new CallLimits(Daemon.CALL_DEADLINE)) {
      CamelSetup.configure(
          camel, config, home, RouteDirectory.withoutRoutes(home), limits, UserSettings.none());
      camel.start();
      new RouteLoader(camel.getCamelContext()).load(own);
      return String.valueOf(
          camel
              .getCamelContext()
              .createProducerTemplate()
              .requestBody(
                  "kamelet:letters-notify-sink/letters-notify-sink-letters", "text", String.class));
    } finally {
      camel.stop();
    }
  }
}
