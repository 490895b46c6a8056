// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param page from 1
 * @param perPage entries on a page
 */
record Paging(int page, int perPage) {

  static Paging of(Parameters parameters, int unset, int lowest, int highest) {
    return new Paging(
        parameters.number("page", 1, 1, 999_999_999),
        parameters.number("per_page", unset, lowest, highest));
  }

  <T> ApiAnswer answer(List<T> all, Function<T, JsonNode> form) {
    ArrayNode result = Json.array();
    all.stream().skip((page - 1L) * perPage).limit(perPage).map(form).forEach(result::add);
    return Envelope.page(
        result,
        Json.object()
            .put("page", page)
            .put("per_page", perPage)
            .put("count", result.size())
            .put("total_count", all.size())
            .put("total_pages", (all.size() + perPage - 1) / perPage));
  }
}
