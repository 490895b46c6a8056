// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.config.DidYouMean;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks what surrounds a Kamelet's route, which Camel's schema doesn't describe.
 *
 * @see <a href="https://camel.apache.org/camel-k/latest/kamelets/kamelets.html">Kamelets</a>
 */
final class KameletShape {
  static final String SUFFIX = ".kamelet.yaml";
  private static final List<Object> TEMPLATE = List.of("spec", "template");
  private static final Set<String> IN_TEMPLATE = Set.of("from", "route", "beans", "id");
  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "object", "array");

  private final YamlFile file;
  private final RouteSchema schema;
  private final Consumer<Problem> problems;

  private KameletShape(YamlFile file, RouteSchema schema, Consumer<Problem> problems) {
    this.file = file;
    this.schema = schema;
    this.problems = problems;
  }

  /**
   * Checks one Kamelet.
   *
   * @param fileName the file's name without its directory
   */
  static void check(
      YamlFile file, String fileName, RouteSchema schema, Consumer<Problem> problems) {
    KameletShape shape = new KameletShape(file, schema, problems);
    if (!file.root().isObject()) {
      shape.problem(
          List.of(), "the file is no Kamelet", "begin it with \"apiVersion: camel.apache.org/v1\"");
      return;
    }
    shape.head(fileName);
    shape.definition();
    shape.template();
  }

  private void head(String fileName) {
    String version = file.root().path("apiVersion").asText();
    if (!version.startsWith("camel.apache.org/v1")) {
      problem(List.of("apiVersion"), "is not Camel's", "write \"apiVersion: camel.apache.org/v1\"");
    }
    if (!file.root().path("kind").asText().equals("Kamelet")) {
      problem(List.of("kind"), "is not Kamelet", "write \"kind: Kamelet\"");
    }
    if (!fileName.endsWith(SUFFIX)) {
      problem(List.of(), "a Kamelet's file has another ending", "rename it to end in " + SUFFIX);
      return;
    }
    String name = fileName.substring(0, fileName.length() - SUFFIX.length());
    if (!file.at(List.of("metadata", "name")).asText().equals(name)) {
      problem(
          List.of("metadata", "name"),
          "is not the file's name, by which Camel looks for it",
          "write \"name: " + Quoting.plain(name) + "\", or rename the file");
    }
  }

  private void definition() {
    List<Object> place = List.of("spec", "definition");
    JsonNode definition = file.at(place);
    if (!definition.isObject()) {
      problem(place, "is missing", "write it, with \"title\" and \"properties\"");
      return;
    }
    JsonNode properties = definition.path("properties");
    properties
        .properties()
        .forEach(
            property -> {
              String type = property.getValue().path("type").asText();
              if (!TYPES.contains(type)) {
                problem(
                    List.of("spec", "definition", "properties", property.getKey(), "type"),
                    type.isEmpty() ? "is missing" : Quoting.quoted(type) + " is not a type",
                    "write string, integer, number or boolean");
              }
            });
    int index = 0;
    for (JsonNode required : definition.path("required")) {
      if (!properties.has(required.asText())) {
        problem(
            List.of("spec", "definition", "required", index),
            Quoting.quoted(required.asText()) + " is not among the properties",
            "declare it below \"properties\", or remove it here");
      }
      index++;
    }
  }

  private void template() {
    JsonNode template = file.at(TEMPLATE);
    if (!isMisspelt(template) && template.has("from") == template.has("route")) {
      problem(
          TEMPLATE,
          template.has("from") ? "has both from and route" : "has no route",
          "write either \"from\" or \"route\" in it");
    }
    template
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!IN_TEMPLATE.contains(key)) {
                Optional<String> meant = DidYouMean.closest(key, IN_TEMPLATE);
                problem(
                    List.of("spec", "template", key),
                    "is an unknown key",
                    meant
                        .map(known -> "did you mean \"" + known + "\"?")
                        .orElse("write from, route or beans"));
              }
            });
    ViolationText wording = new ViolationText(file, schema, TEMPLATE);
    for (String part : List.of("beans", "from", "route")) {
      if (template.has(part)) {
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        alone.set(part, template.get(part));
        wording
            .problems(schema.validate(JsonNodeFactory.instance.arrayNode().add(alone)))
            .forEach(problems);
      }
    }
  }

  /** Told as such, it need not be told as missing, too. */
  private static boolean isMisspelt(JsonNode template) {
    return !template.has("from")
        && !template.has("route")
        && template.properties().stream()
            .anyMatch(
                each -> DidYouMean.closest(each.getKey(), List.of("from", "route")).isPresent());
  }

  private void problem(List<Object> place, String what, String remedy) {
    String key = String.join(".", place.stream().map(Object::toString).toList());
    problems.accept(new Problem(file.name(), file.line(place), Quoting.plain(key), what, remedy));
  }
}
