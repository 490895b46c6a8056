// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the built directory says of the libraries in it. */
class ThirdPartyIT {
  private static final Path BUILT = Path.of("target/clooster");

  @Test
  void the_sbom_has_exactly_the_jars_of_lib_each_with_a_licence_and_no_time() throws IOException {
    String text = Files.readString(BUILT.resolve("sbom.json"));
    JsonNode sbom = new ObjectMapper().readTree(text);
    List<String> jars = new ArrayList<>();
    for (JsonNode component : sbom.path("components")) {
      jars.add(component.path("name").asText() + "-" + component.path("version").asText());
      assertThat(component.path("licenses")).as(component.toString()).isNotEmpty();
    }

    assertThat(jars).containsExactlyInAnyOrderElementsOf(libraries());
    assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo("clooster");
    // The same sources make the same file.
    assertThat(sbom.at("/metadata/timestamp").isMissingNode()).isTrue();
  }

  @Test
  void the_list_for_people_names_each_jar_of_lib_with_its_licence() throws IOException {
    List<String> lines = Files.readAllLines(BUILT.resolve("THIRD-PARTY.txt"));

    List<String> listed =
        lines.stream()
            .filter(line -> line.matches(" *(\\([^)]+\\) )+.* \\(\\S+:\\S+:\\S+ - .*\\)"))
            .map(line -> line.replaceFirst(".*\\(\\S+:(\\S+):(\\S+) - .*\\)$", "$1-$2"))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(libraries());
    assertThat(lines).noneMatch(line -> line.contains("Unknown license"));
  }

  /** The names of others' jars, without {@code .jar}. */
  private static List<String> libraries() throws IOException {
    try (Stream<Path> files = Files.list(BUILT.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.jar$", ""))
          .filter(name -> !name.startsWith("clooster-"))
          .toList();
    }
  }
}
