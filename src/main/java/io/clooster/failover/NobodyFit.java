// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why none of the servers in sight may hold the record.
 *
 * @param check which of our own checks fails, and how; null where none does
 * @param drained those that their operator has taken out of service
 * @param unhealthy those whose own checks fail
 */
public record NobodyFit(@Nullable String check, List<String> drained, List<String> unhealthy) {
  public NobodyFit {
    drained = List.copyOf(drained);
    unhealthy = List.copyOf(unhealthy);
  }

  /** The kind of story: {@code otherwise}, unless an operator has a part in it. */
  String variant(String otherwise) {
    return drained.isEmpty() ? otherwise : "drained";
  }

  /** What there is to say. */
  Values values() {
    Values values = Values.of("check", check);
    if (drained.isEmpty()) {
      return values;
    }
    return values.and("drained", drained).and("unhealthy", unhealthy.isEmpty() ? null : unhealthy);
  }
}
