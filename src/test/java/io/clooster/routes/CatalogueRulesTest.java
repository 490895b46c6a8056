// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static io.clooster.testing.KameletFile.list;
import static io.clooster.testing.KameletFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.KameletFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our Kamelets keep the rules that Camel's own catalogue has for its ({@code script/validator} of
 * camel-kamelets), but for the provider's name; and each property that has no default has an
 * example.
 */
class CatalogueRulesTest {
  private static final String ANNOTATION = "camel.apache.org/";
  private static final String CREDENTIALS = "urn:camel:group:credentials";
  private static final Pattern SMALL_WORD = Pattern.compile("a|an|and|by|for|of|or|the|to|ntfy");

  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void aFileIsNamedLikeItsKameletWhichIsNamedByItsType(String name) throws IOException {
    KameletFile kamelet = KameletFile.named(name);

    assertThat(kamelet.name()).isEqualTo(name);
    assertThat(type(kamelet)).isIn("source", "sink", "action");
    assertThat(kamelet.name()).endsWith("-" + type(kamelet));
  }

  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void itSaysWhoseItIsAndOfWhichCatalogue(String name) throws IOException {
    Map<String, Object> annotations = KameletFile.named(name).in("metadata", "annotations");

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
  @MethodSource("io.clooster.testing.KameletFile#names")
  void itsDefinitionIsWhole(String name) throws IOException {
    KameletFile kamelet = KameletFile.named(name);
    Map<String, Object> definition = kamelet.definition();

    assertThat(definition).containsEntry("type", "object");
    assertThat(text(definition, "title").toLowerCase(Locale.ROOT)).endsWith(" " + type(kamelet));
    assertThat(text(definition, "description")).isNotBlank();
    assertThat(kamelet.required()).doesNotHaveDuplicates();
    assertThat(kamelet.properties().keySet()).containsAll(kamelet.required());
  }

  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void eachPropertyIsDescribed(String name) throws IOException {
    KameletFile.named(name).properties().forEach(CatalogueRulesTest::isDescribed);
  }

  private static void isDescribed(String name, Map<String, Object> property) {
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

  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void whatIsSecretIsOneOfTheCredentials(String name) throws IOException {
    KameletFile.named(name).properties().forEach(CatalogueRulesTest::isACredentialIfSecret);
  }

  private static void isACredentialIfSecret(String name, Map<String, Object> property) {
    List<Object> descriptors = list(property, "x-descriptors");
    assertThat(descriptors).as(name).doesNotHaveDuplicates();
    assertThat(descriptors.contains(CREDENTIALS))
        .as(name)
        .isEqualTo("password".equals(property.get("format")));
  }

  /** A Kamelet that it calls gets its properties under the same names. */
  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void itUsesWhatItDeclaresAndNothingElse(String name) throws IOException {
    KameletFile kamelet = KameletFile.named(name);
    Set<String> used = kamelet.used();
    for (String called : kamelet.calls()) {
      used.addAll(KameletFile.named(called).properties().keySet());
    }
    if (kamelet.label("clooster.io/dns.write").equals("stated")) {
      used.add("conditional"); // Read by who calls it: see docs/providers.md.
    }

    Set<String> declared = new LinkedHashSet<>(kamelet.properties().keySet());
    declared.addAll(kamelet.beans());
    assertThat(used).containsExactlyInAnyOrderElementsOf(declared);
  }

  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void itNamesWhatItNeeds(String name) throws IOException {
    KameletFile kamelet = KameletFile.named(name);
    List<String> needed = new ArrayList<>(List.of("camel:core"));
    String template = kamelet.template();
    if (!kamelet.beans().isEmpty() && template.contains("bean:")) {
      needed.add("camel:bean");
    }
    if (template.contains("{{api}}") || template.contains("uri=https:")) {
      needed.add("camel:http");
    }
    if (template.contains("library=Jackson")) {
      needed.add("camel:jackson");
    }
    if (template.contains("uri=smtp:")) {
      needed.add("camel:mail");
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
    for (String name : KameletFile.names()) {
      Map<String, Object> definition = KameletFile.named(name).definition();
      titles.add(text(definition, "title"));
      descriptions.add(text(definition, "description"));
    }

    assertThat(titles).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    assertThat(descriptions).doesNotHaveDuplicates();
  }

  private static String type(KameletFile kamelet) {
    return kamelet.label(ANNOTATION + "kamelet.type");
  }

  private static String version() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>clooster</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
