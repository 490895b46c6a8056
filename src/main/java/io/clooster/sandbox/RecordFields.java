// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The form of a record in a request: which fields there are and what JSON they are. */
final class RecordFields {
  private static final List<String> REQUIRED = List.of("type", "name", "content", "ttl");

  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "created_on",
          "modified_on",
          "comment_modified_on",
          "tags_modified_on",
          "proxiable",
          "meta",
          "locked",
          "zone_id",
          "zone_name");

  private static final Map<String, Predicate<JsonNode>> SETTABLE =
      Map.of(
          "type", JsonNode::isTextual,
          "name", JsonNode::isTextual,
          "content", JsonNode::isTextual,
          "ttl", JsonNode::isIntegralNumber,
          "proxied", JsonNode::isBoolean,
          "comment", JsonNode::isTextual,
          "tags", node -> node.isArray() && all(node, JsonNode::isTextual),
          "settings", node -> node.isObject() && all(node, JsonNode::isBoolean),
          "priority", JsonNode::isIntegralNumber,
          "private_routing", JsonNode::isBoolean);

  private RecordFields() {}

  /**
   * A whole record, for a POST or a PUT: what is not given has its default.
   *
   * @throws ApiError if a field is missing, unknown, read-only or of the wrong type
   */
  static ObjectNode whole(ObjectNode body) {
    for (String field : REQUIRED) {
      if (!body.has(field)) {
        throw ApiError.invalidBody("'" + field + "' is missing.");
      }
    }
    ObjectNode fields = Json.object().put("proxied", false);
    fields.putArray("tags");
    fields.putObject("settings");
    return fields.setAll(checked(body));
  }

  /**
   * A part of a record, for a PATCH. The type tells which form the rest has, so it must be there.
   *
   * @throws ApiError if the type is missing, or a field unknown, read-only or of the wrong type
   */
  static ObjectNode part(ObjectNode body) {
    if (!body.has("type")) {
      throw ApiError.invalidBody("'type' is missing.");
    }
    return checked(body);
  }

  private static ObjectNode checked(ObjectNode body) {
    body.properties().forEach(field -> check(field.getKey(), field.getValue()));
    return body;
  }

  private static void check(String name, JsonNode value) {
    if (READ_ONLY.contains(name)) {
      throw ApiError.invalidBody("'" + name + "' is read-only.");
    }
    Predicate<JsonNode> form = SETTABLE.get(name);
    if (form == null) {
      throw ApiError.invalidBody("'" + name + "' is unknown.");
    }
    if (!form.test(value)) {
      throw ApiError.invalidBody("'" + name + "' has the wrong type.");
    }
  }

  private static boolean all(JsonNode nodes, Predicate<JsonNode> form) {
    return StreamSupport.stream(nodes.spliterator(), false).allMatch(form);
  }
}
