// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.List;

/**
 * What a wish rests on.
 *
 * @param suspected when the first sign was there
 * @param shown when it was certain: what was read before that does not count
 * @param late what a server that died in the middle of a write may still put into the record
 */
record Evidence(Moment suspected, Moment shown, List<String> late) {

  Evidence {
    late = List.copyOf(late);
  }

  /** Nobody died. */
  static Evidence none(Moment now) {
    return new Evidence(now, now, List.of());
  }
}
