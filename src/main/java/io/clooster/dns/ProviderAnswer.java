// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.AnswerJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what the API of a provider answers. What is not as it is documented is a {@link
 * DnsFailure} that names it.
 *
 * @param provider as people call it
 */
public record ProviderAnswer(String provider) {
  private static final JsonMapper JSON = AnswerJson.mapper();

  /** The answer as maps, lists, texts and numbers. */
  public Object parsed(byte[] answer) throws DnsFailure {
    try {
      Object parsed = JSON.readValue(answer, Object.class);
      if (parsed != null) {
        return parsed;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new DnsFailure("what answered does not speak " + provider + "'s API: no JSON");
  }

  /** The objects in the list of that key. */
  public List<Map<?, ?>> maps(Object answer, String key) throws DnsFailure {
    return maps(list(value(answer, key), "list " + key), key);
  }

  /** The objects of an answer that is a list of them. */
  public List<Map<?, ?>> maps(Object answer) throws DnsFailure {
    return maps(list(answer, "list"), "its list");
  }

  private List<Map<?, ?>> maps(List<?> list, String where) throws DnsFailure {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object each : list) {
      if (!(each instanceof Map<?, ?> map)) {
        throw failure("has something else than objects in " + where);
      }
      maps.add(map);
    }
    return maps;
  }

  /** The object of that key. */
  public Map<?, ?> map(Object answer, String key) throws DnsFailure {
    if (value(answer, key) instanceof Map<?, ?> map) {
      return map;
    }
    throw failure("has no object " + key);
  }

  /** The text or number of that key. */
  public String text(Object answer, String key) throws DnsFailure {
    Object value = value(answer, key);
    if (value instanceof String || value instanceof Number) {
      return String.valueOf(value);
    }
    throw failure("has no " + key);
  }

  /** The texts in the list of that key. */
  public List<String> texts(Object answer, String key) throws DnsFailure {
    List<String> texts = new ArrayList<>();
    for (Object each : list(value(answer, key), "list " + key)) {
      if (!(each instanceof String text)) {
        throw failure("has something else than texts in " + key);
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> list(@Nullable Object value, String what) throws DnsFailure {
    if (value instanceof List<?> list) {
      return list;
    }
    throw failure("has no " + what);
  }

  private static @Nullable Object value(Object answer, String key) {
    return answer instanceof Map<?, ?> fields ? fields.get(key) : null;
  }

  private DnsFailure failure(String what) {
    return new DnsFailure(provider + "'s answer " + what);
  }
}
