// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants, as soon as it is stored.
 *
 * @param event for the decision
 * @param warning what will not be as it should though it is done; null where nothing is missing
 */
public record OperatorOrder(Event event, @Nullable String warning) {
  /** What is told once it is done, plain data for JSON. */
  public Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("done", true);
    if (warning != null) {
      answer.put("warning", warning);
    }
    return answer;
  }
}
