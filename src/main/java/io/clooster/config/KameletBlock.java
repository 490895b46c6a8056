// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A block that configures a Kamelet: its keys are the properties that the Kamelet declares. */
final class KameletBlock {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,3})?");

  /** The pattern of keys and tokens: characters that can be seen, of ASCII. */
  private static final String VISIBLE = "[!-~]+";

  private static final String LIST = "write a list: [\"…\", \"…\"]";

  private final BlockReader block;
  private final Kamelet kamelet;
  private final KameletSettings settings;

  /** {@code settings} gathers the values, and what is declared for those that are not there. */
  KameletBlock(BlockReader block, Kamelet kamelet, KameletSettings settings) {
    this.block = block;
    this.kamelet = kamelet;
    this.settings = settings;
  }

  /** Reads all of it; a key that is not declared is a problem. */
  void read() {
    if (!kamelet.readable()) {
      // Nobody says which of them are secret, so all are.
      for (String key : block.unasked()) {
        keep(block, key, Kamelet.Property.secretOfAnyType());
      }
      return;
    }
    Map<String, Map<String, Kamelet.Property>> choices = new LinkedHashMap<>();
    kamelet
        .properties()
        .forEach(
            (key, property) -> {
              if (property.choice().isEmpty()) {
                read(key, property);
              } else {
                choices
                    .computeIfAbsent(property.choice(), any -> new LinkedHashMap<>())
                    .put(key, property);
              }
            });
    choices.forEach(this::readChoice);
    if (!kamelet.alternatives().isEmpty()) {
      chooseOne(kamelet.alternatives());
    }
    kamelet.together().forEach(this::keepTogether);
    block.refuseUnknown();
  }

  /** Of sets of keys one has to be there, whole, and no key of another one. */
  private void chooseOne(List<Set<String>> alternatives) {
    List<Set<String>> given =
        alternatives.stream().filter(keys -> keys.stream().anyMatch(block::has)).toList();
    Set<String> first = given.isEmpty() ? alternatives.get(0) : given.get(0);
    if (given.size() > 1) {
      String other = given.get(1).stream().filter(block::has).findFirst().orElseThrow();
      String key = first.stream().filter(block::has).findFirst().orElseThrow();
      block.problem(key, "stands together with " + other, "keep either " + either(alternatives));
      return;
    }
    for (String key : first) {
      if (!block.has(key)) {
        block.problem(
            key,
            "is missing",
            "write \"" + key + "\": " + shape(property(key)) + otherwise(alternatives, first));
      }
    }
  }

  /** One that is there wants others beside it. */
  private void keepTogether(String key, Set<String> others) {
    for (String other : others) {
      if (block.has(key) && !block.has(other)) {
        block.problem(
            other,
            "is missing beside " + key,
            "write \"" + other + "\": " + shape(property(other)) + ", or remove " + key);
      }
    }
  }

  private Kamelet.Property property(String key) {
    return kamelet.properties().getOrDefault(key, Kamelet.Property.secretOfAnyType());
  }

  private static String otherwise(List<Set<String>> alternatives, Set<String> chosen) {
    List<Set<String>> others = alternatives.stream().filter(each -> each != chosen).toList();
    return others.isEmpty() ? "" : ", or " + either(others);
  }

  private static String either(List<Set<String>> alternatives) {
    return alternatives.stream()
        .map(keys -> String.join(" and ", keys.stream().map(key -> '"' + key + '"').toList()))
        .collect(Collectors.joining(", or "));
  }

  private void read(String key, Kamelet.Property property) {
    if (block.has(key)) {
      keep(block, key, property);
    } else if (!property.byDefault().isEmpty()) {
      settings.with(key, property.byDefault());
    } else if (kamelet.required().contains(key)) {
      block.problem(key, "is missing", "write \"" + key + "\": " + shape(property));
    }
  }

  /** Properties of which one may be given, in a block of their own. */
  private void readChoice(String name, Map<String, Kamelet.Property> properties) {
    BlockReader inner = block.block(name);
    if (inner == null) {
      return;
    }
    List<String> given = properties.keySet().stream().filter(inner::has).toList();
    if (given.size() > 1) {
      inner.problem("has " + String.join(" and ", given), "keep one of them");
    }
    properties.forEach((key, property) -> keep(inner, key, property));
    inner.refuseUnknown();
  }

  private void keep(BlockReader where, String key, Kamelet.Property property) {
    String value =
        property.structured() ? json(where, key, property) : where.optional(key, type(property));
    if (value != null && property.secret()) {
      settings.withSecret(key, value);
    } else if (value != null) {
      settings.with(key, value);
    }
  }

  /**
   * A block or a list as JSON, its placeholders resolved; of a secret one each text in it is one.
   */
  private @Nullable String json(BlockReader where, String key, Kamelet.Property property) {
    ConfigValue item = where.item(key);
    boolean list = property.type().equals("array");
    if (item == null || (list ? item.list(LIST) == null : where.block(key) == null)) {
      return null;
    }
    JsonBlock block = new JsonBlock();
    JsonNode json = block.of(item);
    if (property.secret()) {
      block.texts().forEach(settings::hide);
    }
    // Where two braces meet, Camel would look for a placeholder; no text in it has them.
    return json == null ? null : json.toString().replaceAll("}(?=})", "} ");
  }

  /** What to write: an example, or at least what it means. */
  private static String shape(Kamelet.Property property) {
    String description = property.description();
    String plain = Quoting.plain(property.example());
    String example = property.structured() || plain.isEmpty() ? plain : '"' + plain + '"';
    return (example.isEmpty() ? "…" : example)
        + (description.isEmpty() ? "" : " (" + Quoting.plain(description) + ")");
  }

  private static ValueType<String> type(Kamelet.Property property) {
    if (property.format().equals("uri")) {
      return ValueType.URL;
    } else if (property.format().equals("email")) {
      return ValueType.MAIL_ADDRESS;
    }
    boolean any = property.type().equals("any");
    boolean number = property.type().equals("integer") || property.type().equals("number");
    boolean flag = property.type().equals("boolean");
    String expected = expected(property);
    return new ValueType<>(
        expected,
        number || any,
        flag || any,
        !property.secret(),
        scalar -> {
          if (!fits(property, scalar.text())) {
            throw new InvalidValue("is not " + expected, "write " + expected);
          }
          if (!matches(property.pattern(), scalar.text())) {
            throw otherwise(property);
          }
          return scalar.text();
        });
  }

  private static InvalidValue otherwise(Kamelet.Property property) {
    String example = '"' + Quoting.plain(property.example()) + '"';
    if (property.pattern().equals(VISIBLE)) {
      return new InvalidValue(
          "contains a space or a character that no key has",
          property.example().isEmpty() ? "copy it once more" : "write it like " + example);
    }
    return new InvalidValue(
        "is written otherwise than it must be",
        "write "
            + PatternWords.of(property)
            + (property.example().isEmpty() ? "" : ", such as " + example));
  }

  private static String expected(Kamelet.Property property) {
    if (!property.choices().isEmpty()) {
      return "one of " + String.join(", ", property.choices());
    }
    return switch (property.type()) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      default -> "a string in double quotes";
    };
  }

  private static boolean fits(Kamelet.Property property, String text) {
    boolean typed =
        switch (property.type()) {
          case "integer" -> WHOLE.matcher(text).matches();
          case "number" -> NUMBER.matcher(text).matches();
          case "boolean" -> text.equals("true") || text.equals("false");
          default -> true;
        };
    return typed && (property.choices().isEmpty() || property.choices().contains(text));
  }

  /** A pattern that is none is the route check's business. */
  private static boolean matches(String pattern, String text) {
    try {
      return pattern.isEmpty() || Pattern.matches(pattern, text);
    } catch (PatternSyntaxException e) {
      return true;
    }
  }
}
