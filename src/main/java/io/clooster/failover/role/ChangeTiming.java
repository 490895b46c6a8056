// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.Moment;
import java.util.List;

/**
 * What a wish rests on.
 *
 * @param suspected when the first sign was there
 * @param shown when it was certain: what was read before that does not count
 * @param late what a server that died in the middle of a write may still put into the record
 */
public record ChangeTiming(Moment suspected, Moment shown, List<String> late) {

  public ChangeTiming {
    late = List.copyOf(late);
  }

  /** Nobody died. */
  public static ChangeTiming none(Moment now) {
    return new ChangeTiming(now, now, List.of());
  }
}
