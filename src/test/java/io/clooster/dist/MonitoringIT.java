// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The alert rules and the dashboard that are shipped, by Prometheus' own tool. */
class MonitoringIT {
  private static final Path EXAMPLES =
      TestInstallation.built().home().resolve("examples/monitoring");

  private static final Pattern METER = Pattern.compile("clooster_[a-z_]+");

  @ParameterizedTest
  @ValueSource(strings = {"check rules clooster-rules.yml", "test rules clooster-rules-test.yml"})
  void theRulesDoWhatTheySay(String what) throws Exception {
    List<String> words = new ArrayList<>(List.of(Tool.find("promtool", "prometheus")));
    words.addAll(List.of(what.split(" ")));
    words.set(words.size() - 1, EXAMPLES.resolve(words.get(words.size() - 1)).toString());

    var outcome = Command.of(words.toArray()).run();

    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).contains("SUCCESS");
  }

  /** A query of the dashboard that can't be read would be an empty panel. */
  @ParameterizedTest
  @MethodSource("queries")
  void eachQueryOfTheDashboardIsOne(String query) throws Exception {
    var outcome =
        Command.of(
                Tool.find("promtool", "prometheus"),
                "check",
                "rules",
                rule(query.replace("$instance", ".*")))
            .run();

    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private static Path rule(String query) throws Exception {
    Path file = Files.createTempFile("query", ".yml");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        "groups: [{name: q, rules: [{record: q, expr: "
            + new JsonMapper().writeValueAsString(query)
            + "}]}]");
  }

  @Test
  void allMetersThatAreNamedAreThere() throws Exception {
    TreeSet<String> told = new TreeSet<>();
    Files.readAllLines(TestInstallation.built().home().resolve("docs/operating.md")).stream()
        .filter(line -> line.startsWith("| `clooster_"))
        .forEach(line -> told.addAll(meters(line)));
    assertThat(told).contains("clooster_state", "clooster_messages_waiting");
    for (String file : List.of("clooster-rules.yml", "clooster-dashboard.json")) {
      assertThat(told).containsAll(meters(Files.readString(EXAMPLES.resolve(file))));
    }
  }

  private static List<String> meters(String text) {
    return METER.matcher(text).results().map(MatchResult::group).toList();
  }

  static Stream<String> queries() throws Exception {
    JsonNode panels =
        new JsonMapper()
            .readTree(EXAMPLES.resolve("clooster-dashboard.json").toFile())
            .path("panels");
    List<String> queries = new ArrayList<>();
    panels.forEach(
        panel ->
            panel.path("targets").forEach(target -> queries.add(target.path("expr").asText())));
    assertThat(queries).hasSizeGreaterThan(5);
    return queries.stream();
  }
}
