// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run left.
 *
 * @param incidents the oldest first
 * @param holder who held the record as far as that run knew; null where it did not
 * @param epoch of the claim then
 */
record EarlierRun(List<Incident> incidents, @Nullable String holder, long epoch) {
  /** There was none. */
  static final EarlierRun NONE = new EarlierRun(List.of(), null, 0);

  EarlierRun {
    incidents = List.copyOf(incidents);
  }
}
