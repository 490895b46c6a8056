// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of something that is told or logged, by name: text, numbers, durations, moments, and
 * lists of these. Which words they are put into is not for the decision to say.
 */
public record Values(Map<String, Object> byName) {
  public static final Values NONE = new Values(Map.of());

  public Values {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  public static Values of(String name, @Nullable Object value) {
    return NONE.and(name, value);
  }

  /** These and one more; null stands for a value that there is not. */
  public Values and(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(byName);
    more.put(name, value);
    return new Values(more);
  }

  /** These and those. */
  public Values and(Values others) {
    Map<String, Object> all = new LinkedHashMap<>(byName);
    all.putAll(others.byName);
    return new Values(all);
  }
}
