// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A record as its provider returned it.
 *
 * @param value what it holds, in the normal form that the settings use too
 * @param claim what stands beside it; null when there is none, or none that can be read
 * @param source what the provider needs to change exactly this record, and this claim; the core
 *     only carries it; may be a {@link Cached}
 */
public record Reading(String value, @Nullable Claim claim, Object source) {

  /** Of a record without a claim. */
  public Reading(String value, Object source) {
    this(value, null, source);
  }

  /** So long after a change a resolver may still give the old value, as far as that is known. */
  Duration cached() {
    return source instanceof Cached known ? known.cached() : Duration.ZERO;
  }
}
