// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.Redaction;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What one of Camel's consoles answers, text or JSON, without what is secret in it. */
final class MaskedJson {
  private MaskedJson() {}

  /** The same, of the same shape. */
  static @Nullable Object of(@Nullable Object answer) {
    if (answer instanceof Map<?, ?> map) {
      return of(map);
    }
    if (answer instanceof Collection<?> list) {
      JsonArray masked = new JsonArray();
      list.forEach(each -> masked.add(of(each)));
      return masked;
    }
    if (answer == null || answer instanceof Number || answer instanceof Boolean) {
      return answer;
    }
    // Whatever else stands there, JSON has its text only.
    return Redaction.of(answer.toString());
  }

  /** The same of an object. */
  static JsonObject of(Map<?, ?> object) {
    JsonObject masked = new JsonObject();
    object.forEach((key, value) -> masked.put(Redaction.of(String.valueOf(key)), of(value)));
    return masked;
  }
}
