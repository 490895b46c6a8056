// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.config.DidYouMean;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Puts the schema's findings about one file into words. */
final class ViolationText {
  private final YamlFile file;
  private final RouteSchema schema;
  private final List<Object> base;

  /**
   * @param base where in the file the checked routes stand; their list is one level that the file
   *     doesn't have, if this isn't its root
   */
  ViolationText(YamlFile file, RouteSchema schema, List<Object> base) {
    this.file = file;
    this.schema = schema;
    this.base = base;
  }

  /** The findings as problems. A name that is misspelt, or misplaced, isn't also called missing. */
  List<Problem> problems(List<BestMatch.Finding> findings) {
    return findings.stream()
        .filter(finding -> findings.stream().noneMatch(other -> isMisspelt(finding, other)))
        .filter(finding -> findings.stream().noneMatch(other -> isMisplaced(finding, other)))
        .map(
            finding ->
                findings.stream()
                    .filter(missing -> isMisplaced(missing, finding))
                    .findFirst()
                    .map(missing -> misplaced(missing, finding))
                    .orElseGet(() -> problem(finding)))
        .toList();
  }

  /** What is missing in a block stands one level too high. */
  private static boolean isMisplaced(BestMatch.Finding missing, BestMatch.Finding unknown) {
    SchemaViolation absent = missing.first();
    SchemaViolation present = unknown.first();
    int depth = absent.place().size();
    return absent.keyword().equals("required")
        && present.keyword().equals("additionalProperties")
        && depth > 0
        && absent.place().subList(0, depth - 1).equals(present.place())
        && DidYouMean.closest(present.property(), List.of(absent.property())).isPresent();
  }

  private Problem misplaced(BestMatch.Finding missing, BestMatch.Finding unknown) {
    List<Object> block = missing.first().place();
    List<Object> key = new ArrayList<>(inFile(unknown.first().place()));
    key.add(unknown.first().property());
    return at(
        key,
        "is an unknown key here",
        "write it as \"%s\" below \"%s\", two blanks further to the right"
            .formatted(
                missing.first().property(),
                Quoting.plain(String.valueOf(block.get(block.size() - 1)))));
  }

  private static boolean isMisspelt(BestMatch.Finding missing, BestMatch.Finding unknown) {
    SchemaViolation absent = missing.first();
    SchemaViolation present = unknown.first();
    return absent.keyword().equals("required")
        && present.keyword().equals("additionalProperties")
        && absent.place().equals(present.place())
        && DidYouMean.closest(present.property(), List.of(absent.property())).isPresent();
  }

  private Problem problem(BestMatch.Finding finding) {
    SchemaViolation fault = finding.first();
    List<Object> place = inFile(fault.place());
    JsonNode node = file.at(place);
    return switch (fault.keyword()) {
      case "additionalProperties" -> unknownKey(fault, place);
      case "required" -> missing(finding, place, node);
      case "type" -> wrongType(finding, place, node);
      case "enum" -> notAChoice(fault, place, node);
      case "maxProperties" ->
          at(
              place,
              "has more than one key: " + String.join(", ", names(node)),
              "begin each with a - of its own");
      case "oneOf", "anyOf", "not" ->
          at(
              place,
              "says more than one thing at once",
              "keep one of " + String.join(", ", inConflict(fault, node)));
      default -> at(place, Quoting.plain(fault.message()), "see the documentation of Camel");
    };
  }

  private Problem unknownKey(SchemaViolation fault, List<Object> place) {
    List<String> known = names(parent(fault).path("properties"));
    List<Object> key = new ArrayList<>(place);
    key.add(fault.property());
    return at(key, "is an unknown key", remedy(fault.property(), known));
  }

  private Problem missing(BestMatch.Finding finding, List<Object> place, JsonNode node) {
    List<String> wanted =
        finding.faults().stream().map(SchemaViolation::property).distinct().toList();
    if (wanted.size() == 1) {
      return at(place, Quoting.quoted(wanted.get(0)) + " is missing", "write it");
    }
    for (String name : names(node)) {
      Optional<String> meant = DidYouMean.closest(name, wanted);
      if (meant.isPresent() && !wanted.contains(name)) {
        List<Object> key = new ArrayList<>(place);
        key.add(name);
        return at(key, "is an unknown key", "did you mean \"" + meant.get() + "\"?");
      }
    }
    return at(place, "lacks what it is made of", "write one of " + String.join(", ", wanted));
  }

  private Problem wrongType(BestMatch.Finding finding, List<Object> place, JsonNode node) {
    List<String> types =
        finding.faults().stream()
            .map(fault -> schema.part(fault.schema()).asText())
            .distinct()
            .toList();
    String wanted =
        types.stream().map(ViolationText::described).collect(Collectors.joining(" or "));
    boolean unquoted = types.contains("string") && (node.isNumber() || node.isBoolean());
    return at(
        place,
        "is " + described(node),
        unquoted ? "put it in quotes: \"" + node.asText() + "\"" : "write " + wanted);
  }

  private Problem notAChoice(SchemaViolation fault, List<Object> place, JsonNode node) {
    List<String> choices = new ArrayList<>();
    schema.part(fault.schema()).forEach(choice -> choices.add(choice.asText()));
    return at(
        place,
        Quoting.quoted(node.asText()) + " is not among the possible values",
        remedy(node.asText(), choices));
  }

  private List<String> inConflict(SchemaViolation fault, JsonNode node) {
    Set<String> exclusive = new HashSet<>();
    schema.part(fault.schema()).forEach(branch -> collectRequired(branch, exclusive));
    return names(node).stream().filter(exclusive::contains).toList();
  }

  private void collectRequired(JsonNode branch, Set<String> names) {
    branch.path("required").forEach(name -> names.add(name.asText()));
    JsonNode reference = branch.path("$ref");
    if (reference.isTextual()) {
      collectRequired(schema.referenced(reference.asText()), names);
    }
    for (String keyword : List.of("anyOf", "oneOf")) {
      branch.path(keyword).forEach(inner -> collectRequired(inner, names));
    }
  }

  private static String remedy(String word, List<String> known) {
    return DidYouMean.closest(word, known)
        .map(meant -> "did you mean \"" + meant + "\"?")
        .orElse("write one of " + String.join(", ", known));
  }

  private JsonNode parent(SchemaViolation fault) {
    return schema.part(fault.schema().subList(0, fault.schema().size() - 1));
  }

  private List<Object> inFile(List<Object> place) {
    if (base.isEmpty()) {
      return place;
    }
    List<Object> inFile = new ArrayList<>(base);
    inFile.addAll(place.subList(Math.min(1, place.size()), place.size()));
    return inFile;
  }

  private Problem at(List<Object> place, String what, String remedy) {
    return new Problem(file.name(), file.line(place), dotted(place), what, remedy);
  }

  /** {@code route.from.steps[2].log}; the list's first level says nothing that the line doesn't. */
  private static String dotted(List<Object> place) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < place.size(); i++) {
      if (place.get(i) instanceof Integer index) {
        text.append(i == 0 ? "" : "[" + (index + 1) + "]");
      } else {
        text.append(text.isEmpty() ? "" : ".").append(Quoting.plain(place.get(i).toString()));
      }
    }
    return text.toString();
  }

  private static List<String> names(JsonNode object) {
    return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
        .toList();
  }

  private static String described(String type) {
    return switch (type) {
      case "array" -> "a list (each item begins with -)";
      case "object" -> "a block of \"key: value\"";
      case "boolean" -> "true or false";
      default -> "a " + type;
    };
  }

  private static String described(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "a block of \"key: value\"";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "empty";
    };
  }
}
