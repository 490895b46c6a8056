// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A notifier's block, {@code "filelog": { … }}, as its Kamelet declares it. */
final class NotifierBlock {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,3})?");

  private NotifierBlock() {}

  /** Its values and its defaults. */
  static KameletSettings read(BlockReader block, Kamelet kamelet) {
    KameletSettings service = new KameletSettings();
    if (!kamelet.readable()) {
      // Nobody says which of them are secret, so all are.
      for (String key : block.unasked()) {
        keep(service, block, key, new Kamelet.Property("any", "", "", true, Set.of()));
      }
      return service;
    }
    for (Map.Entry<String, Kamelet.Property> declared : kamelet.properties().entrySet()) {
      String key = declared.getKey();
      Kamelet.Property property = declared.getValue();
      boolean given = block.has(key);
      if (given) {
        keep(service, block, key, property);
      } else if (!property.byDefault().isEmpty()) {
        service.with(key, property.byDefault());
      } else if (kamelet.required().contains(key)) {
        block.problem(
            key, "is missing", "write \"" + key + "\": …" + meaning(property.description()));
      }
    }
    block.refuseUnknown();
    return service;
  }

  private static void keep(
      KameletSettings service, BlockReader block, String key, Kamelet.Property property) {
    String value = block.optional(key, type(property));
    if (value != null && property.secret()) {
      service.withSecret(key, value);
    } else if (value != null) {
      service.with(key, value);
    }
  }

  private static String meaning(String description) {
    return description.isEmpty() ? "" : " (" + Quoting.plain(description) + ")";
  }

  private static ValueType<String> type(Kamelet.Property property) {
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
          return scalar.text();
        });
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
}
