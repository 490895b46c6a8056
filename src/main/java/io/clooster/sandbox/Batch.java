// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Several changes in one transaction: deletes, patches, puts, posts, in this order. */
final class Batch {
  private static final Set<String> LISTS = Set.of("deletes", "patches", "puts", "posts");

  /** Of the free plan. */
  private static final int MOST = 200;

  private final ObjectNode body;

  private Batch(ObjectNode body) {
    this.body = body;
  }

  /**
   * Checks the form of a batch as a whole.
   *
   * @throws ApiError if it is empty, too large, or something else than lists of objects
   */
  static Batch of(ObjectNode body) {
    int changes = 0;
    for (var list : body.properties()) {
      if (!LISTS.contains(list.getKey())) {
        throw ApiError.invalidBody("'" + list.getKey() + "' is unknown.");
      }
      if (!list.getValue().isArray()) {
        throw ApiError.invalidBody("'" + list.getKey() + "' must be a list.");
      }
      changes += list.getValue().size();
    }
    if (changes == 0 || changes > MOST) {
      throw ApiError.invalidBody("a batch has 1 to " + MOST + " changes.");
    }
    return new Batch(body);
  }

  ObjectNode apply(Transaction transaction) {
    ObjectNode result = Json.object();
    result.set("deletes", each("deletes", (id, rest) -> delete(transaction, id, rest)));
    result.set("patches", each("patches", transaction::patch));
    result.set("puts", each("puts", transaction::put));
    ArrayNode posts = Json.array();
    objects("posts").forEach(post -> posts.add(transaction.create(post).json()));
    result.set("posts", posts);
    return result;
  }

  private static DnsRecord delete(Transaction transaction, String id, ObjectNode rest) {
    if (!rest.isEmpty()) {
      throw ApiError.invalidBody("a delete has an 'id' and nothing else.");
    }
    return transaction.delete(id);
  }

  private ArrayNode each(String list, BiFunction<String, ObjectNode, DnsRecord> change) {
    ArrayNode results = Json.array();
    for (ObjectNode entry : objects(list)) {
      JsonNode id = entry.remove("id");
      if (id == null || !id.isTextual()) {
        throw ApiError.invalidBody("every entry of '" + list + "' needs an 'id'.");
      }
      results.add(change.apply(id.asText(), entry).json());
    }
    return results;
  }

  private List<ObjectNode> objects(String list) {
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode entry : body.path(list)) {
      if (!(entry instanceof ObjectNode object)) {
        throw ApiError.invalidBody("'" + list + "' must hold objects.");
      }
      objects.add(object.deepCopy());
    }
    return objects;
  }
}
