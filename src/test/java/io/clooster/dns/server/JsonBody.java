// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** JSON in bodies: by the book, no name twice, nothing after the value. */
final class JsonBody {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  static Optional<JsonNode> parsed(String text) {
    try {
      JsonNode tree = STRICT.readTree(text);
      return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A field that is none of these; empty if there is no such. */
  static Optional<String> unknown(ObjectNode object, Set<String> known) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream().filter(name -> !known.contains(name)).findFirst();
  }

  /** The texts of a list of texts; empty if it is anything else. */
  static Optional<List<String>> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    if (!list.isArray()) {
      return Optional.empty();
    }
    for (JsonNode item : list) {
      if (!item.isTextual()) {
        return Optional.empty();
      }
      texts.add(item.textValue());
    }
    return Optional.of(texts);
  }

  static ArrayNode arrayOf(List<String> texts) {
    ArrayNode array = array();
    texts.forEach(array::add);
    return array;
  }
}
