// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.NobodyFit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the record points.
 *
 * @param value what it holds; null while that is not known
 * @param why why it has to stay there: no server is fit to hold it; null while one is
 * @param mayBecome what it may hold soon, by writes of ours that were given up
 */
public record RecordPlace(@Nullable String value, @Nullable NobodyFit why, Set<String> mayBecome) {
  public RecordPlace {
    mayBecome = Set.copyOf(mayBecome);
  }
}
