// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code clooster.schema.json}, with which editors complete and check the configuration. */
final class ConfigSchema {
  private static final ObjectMapper RELAXED =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private static final JsonNode DOCUMENT = document();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(DOCUMENT);

  private ConfigSchema() {}

  /** What an editor would complain of; nothing if the text is good. */
  static List<String> complaintsAbout(String text) {
    return SCHEMA.validate(parsed(text)).stream().map(Object::toString).toList();
  }

  /** The same of some keys without the rest, {@code "link": { … }}. */
  static List<String> complaintsAboutPart(String text) {
    return SCHEMA.validate(parsed("{" + text + "}")).stream()
        .filter(message -> message.getInstanceLocation().getNameCount() > 0)
        .map(Object::toString)
        .toList();
  }

  static JsonNode parsed(String text) {
    try {
      String withoutMark = text.replaceFirst("^\ufeff+", "");
      return RELAXED.readTree(withoutMark);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The dotted names of all keys that it knows; an element of a list is {@code []}. */
  static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    collect(DOCUMENT, "", keys);
    return keys;
  }

  private static void collect(JsonNode part, String path, Set<String> keys) {
    JsonNode reference = part.path("$ref");
    if (reference.isTextual()) {
      collect(DOCUMENT.at(reference.asText().substring(1)), path, keys);
    }
    part.path("properties")
        .properties()
        .forEach(
            property -> {
              String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              if (property.getValue().isObject()) {
                keys.add(name);
                collect(property.getValue(), name, keys);
              }
            });
    if (part.has("items")) {
      collect(part.path("items"), path + "[]", keys);
    }
    part.path("anyOf").forEach(choice -> collect(choice, path, keys));
  }

  private static JsonNode document() {
    try {
      return new ObjectMapper().readTree(Files.readString(Path.of("clooster.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
