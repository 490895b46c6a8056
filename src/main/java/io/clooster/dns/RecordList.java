// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.AnswerJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records that a provider's Kamelet leaves as its body: a list of maps, or the same as JSON.
 */
final class RecordList {
  private static final JsonMapper JSON = AnswerJson.mapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private RecordList() {}

  /**
   * The records.
   *
   * @throws DnsFailure when it is something else; {@code provider} is named in it
   */
  static List<FoundRecord> of(@Nullable Object body, String provider) throws DnsFailure {
    Object list = body instanceof List<?> ? body : json(body, provider);
    if (!(list instanceof Iterable<?> elements)
        || (list instanceof JsonNode node && !node.isArray())) {
      throw new DnsFailure(provider + "'s answer is no list of records");
    }
    List<FoundRecord> records = new ArrayList<>();
    for (Object element : elements) {
      records.add(ProviderFields.found(fields(element, provider)));
    }
    return records;
  }

  private static Map<String, Object> fields(@Nullable Object element, String provider)
      throws DnsFailure {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (element instanceof Map<?, ?> map) {
      map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    } else if (element instanceof JsonNode node && node.isObject()) {
      fields.putAll(JSON.convertValue(node, MAP));
    } else {
      throw new DnsFailure(provider + "'s answer has something that is no record");
    }
    return fields;
  }

  private static @Nullable Object json(@Nullable Object body, String provider) throws DnsFailure {
    try {
      if (body instanceof byte[] bytes) {
        return JSON.readTree(bytes);
      } else if (body instanceof String text) {
        return JSON.readTree(text);
      } else if (body instanceof InputStream stream) {
        return JSON.readTree(stream);
      }
      return body;
    } catch (IOException e) {
      throw new DnsFailure(provider + "'s answer is no JSON");
    }
  }
}
