// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Our Kamelets keep the rules that Camel's own catalogue has for its ({@code script/validator} of
 * camel-kamelets), but for the provider's name; and each property that has no default has an
 * example.
 */
class CatalogueRulesTest {
  private static final Path KAMELETS = Path.of("routes", "kamelets");
  private static final String SUFFIX = ".kamelet.yaml";
  private static final String ANNOTATION = "camel.apache.org/";
  private static final String CREDENTIALS = "urn:camel:group:credentials";
  private static final Pattern USED = Pattern.compile("\\{\\{([^}:?]+)(:[^}]*)?}}");
  private static final Pattern SMALL_WORD = Pattern.compile("a|an|and|by|for|of|or|the|to|ntfy");

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsNamedLikeItsKameletWhichIsNamedByItsType(Path file) throws IOException {
    Kamelet kamelet = Kamelet.read(file);

    assertThat(file.getFileName()).hasToString(kamelet.name() + SUFFIX);
    assertThat(kamelet.type()).isIn("source", "sink", "action");
    assertThat(kamelet.name()).endsWith("-" + kamelet.type());
  }

  @ParameterizedTest
  @MethodSource("files")
  void itSaysWhoseItIsAndOfWhichCatalogue(Path file) throws IOException {
    Map<String, Object> annotations = Kamelet.read(file).in("metadata", "annotations");

    assertThat(annotations)
        .containsEntry(ANNOTATION + "kamelet.support.level", "Preview")
        .containsEntry(ANNOTATION + "catalog.version", "4.18.0")
        .containsEntry(ANNOTATION + "provider", "Clooster")
        .containsEntry(ANNOTATION + "kamelet.namespace", "Clooster")
        .containsKey(ANNOTATION + "kamelet.group");
    assertThat(text(annotations, ANNOTATION + "kamelet.icon"))
        .startsWith("data:image/svg+xml;base64,");
  }

  @ParameterizedTest
  @MethodSource("files")
  void itsDefinitionIsWhole(Path file) throws IOException {
    Kamelet kamelet = Kamelet.read(file);
    Map<String, Object> definition = kamelet.definition();

    assertThat(definition).containsEntry("type", "object");
    assertThat(text(definition, "title").toLowerCase(Locale.ROOT)).endsWith(" " + kamelet.type());
    assertThat(text(definition, "description")).isNotBlank();
    List<Object> required = list(definition, "required");
    assertThat(required).doesNotHaveDuplicates();
    assertThat(kamelet.properties().keySet())
        .containsAll(required.stream().map(String::valueOf).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachPropertyIsDescribed(Path file) throws IOException {
    Kamelet kamelet = Kamelet.read(file);

    for (String name : kamelet.properties().keySet()) {
      Map<String, Object> property = kamelet.in("spec", "definition", "properties", name);
      assertThat(property).as(name).containsKeys("type", "title", "description");
      for (String word : text(property, "title").split(" ", -1)) {
        assertThat(Character.isUpperCase(word.charAt(0)) || SMALL_WORD.matcher(word).matches())
            .as("%s: %s", name, word)
            .isTrue();
      }
      assertThat(text(property, "title")).as(name).doesNotStartWith("The ").doesNotStartWith("A ");
      assertThat(property.containsKey("default") || property.containsKey("example"))
          .as("%s has a default or an example", name)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsSecretIsOneOfTheCredentials(Path file) throws IOException {
    Kamelet kamelet = Kamelet.read(file);

    for (String name : kamelet.properties().keySet()) {
      Map<String, Object> property = kamelet.in("spec", "definition", "properties", name);
      List<Object> descriptors = list(property, "x-descriptors");
      assertThat(descriptors).as(name).doesNotHaveDuplicates();
      assertThat(descriptors.contains(CREDENTIALS))
          .as(name)
          .isEqualTo("password".equals(property.get("format")));
    }
  }

  /** A Kamelet that it calls gets its properties under the same names. */
  @ParameterizedTest
  @MethodSource("files")
  void itUsesWhatItDeclaresAndNothingElse(Path file) throws IOException {
    Kamelet kamelet = Kamelet.read(file);
    Set<String> used = kamelet.used();
    for (String called : kamelet.calls()) {
      used.addAll(Kamelet.read(KAMELETS.resolve(called + SUFFIX)).properties().keySet());
    }

    if (kamelet.label("clooster.io/dns.write").equals("stated")) {
      used.add("conditional"); // Read by who calls it: see docs/providers.md.
    }

    Set<String> declared = new LinkedHashSet<>(kamelet.properties().keySet());
    declared.addAll(kamelet.beans());
    assertThat(used).containsExactlyInAnyOrderElementsOf(declared);
  }

  @ParameterizedTest
  @MethodSource("files")
  void itNamesWhatItNeeds(Path file) throws IOException {
    Kamelet kamelet = Kamelet.read(file);
    List<String> needed = new ArrayList<>(List.of("camel:core"));
    String template = String.valueOf(kamelet.in("spec", "template"));
    if (!kamelet.beans().isEmpty() && template.contains("bean:")) {
      needed.add("camel:bean");
    }
    if (template.contains("{{api}}") || template.contains("uri=https:")) {
      needed.add("camel:http");
    }
    if (template.contains("library=Jackson")) {
      needed.add("camel:jackson");
    }
    needed.add("camel:kamelet");
    needed.add("mvn:io.clooster:clooster:" + version());

    assertThat(list(kamelet.in("spec"), "dependencies"))
        .map(String::valueOf)
        .containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void noTwoAreTitledOrDescribedAlike() throws IOException {
    List<String> titles = new ArrayList<>();
    List<String> descriptions = new ArrayList<>();
    for (Path file : files()) {
      Map<String, Object> definition = Kamelet.read(file).definition();
      titles.add(text(definition, "title"));
      descriptions.add(text(definition, "description"));
    }

    assertThat(titles).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    assertThat(descriptions).doesNotHaveDuplicates();
  }

  private static Collection<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(KAMELETS)) {
      return found.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static String version() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>clooster</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static String text(Map<String, Object> map, String key) {
    return String.valueOf(map.getOrDefault(key, ""));
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Map<String, Object> map, String key) {
    return (List<Object>) map.getOrDefault(key, List.of());
  }

  /** A Kamelet as it stands in its file. */
  private record Kamelet(Map<String, Object> yaml) {
    @SuppressWarnings("unchecked")
    static Kamelet read(Path file) throws IOException {
      LoadSettings settings = LoadSettings.builder().build();
      Object yaml = new Load(settings).loadFromString(Files.readString(file));
      return new Kamelet((Map<String, Object>) yaml);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> in(String... path) {
      Map<String, Object> place = yaml;
      for (String key : path) {
        place = (Map<String, Object>) place.getOrDefault(key, Map.of());
      }
      return place;
    }

    String name() {
      return text(in("metadata"), "name");
    }

    String type() {
      return label("camel.apache.org/kamelet.type");
    }

    String label(String key) {
      return text(in("metadata", "labels"), key);
    }

    Map<String, Object> definition() {
      return in("spec", "definition");
    }

    Map<String, Object> properties() {
      return in("spec", "definition", "properties");
    }

    @SuppressWarnings("unchecked")
    Set<String> beans() {
      Set<String> names = new LinkedHashSet<>();
      for (Object bean : list(in("spec", "template"), "beans")) {
        names.add(text((Map<String, Object>) bean, "name"));
      }
      return names;
    }

    Set<String> used() {
      return found(USED);
    }

    /** The names of the Kamelets that it calls. */
    Set<String> calls() {
      Set<String> calls = found(Pattern.compile("kamelet:([a-z0-9-]+)"));
      calls.remove("source");
      return calls;
    }

    private Set<String> found(Pattern pattern) {
      Set<String> found = new LinkedHashSet<>();
      Matcher matcher = pattern.matcher(String.valueOf(in("spec", "template")));
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
      return found;
    }
  }
}
