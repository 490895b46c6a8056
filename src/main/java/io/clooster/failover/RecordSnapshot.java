// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as its provider returned it.
 *
 * @param value what it holds, in the normal form that the settings use too
 * @param claim what stands beside it; null when there is none, or none that can be read
 * @param reference the provider's own id of the record that holds the claim; empty when there is no
 *     claim, or no such id
 * @param sight how the look came to that claim
 * @param source what the provider needs to change exactly this record, and this claim; the core
 *     only carries it, and compares it: two are equal when they would change the same; may be a
 *     {@link CacheLifetime}
 */
public record RecordSnapshot(
    String value, @Nullable Claim claim, String reference, ClaimSight sight, Object source) {

  /** As it is listed; nothing is known of how the provider names the claim. */
  public RecordSnapshot(String value, @Nullable Claim claim, Object source) {
    this(value, claim, "", ClaimSight.LISTED, source);
  }

  /** Of a record without a claim. */
  public RecordSnapshot(String value, Object source) {
    this(value, null, source);
  }

  /** So long after a change a resolver may still give the old value, as far as that is known. */
  public Duration cached() {
    return source instanceof CacheLifetime known ? known.cached() : Duration.ZERO;
  }

  /** True when a write that depends on it fails once another server has changed the claim. */
  public boolean isFence() {
    return claim != null && sight != ClaimSight.GONE;
  }

  /** True when nothing has changed between the two looks that a write could depend on. */
  public boolean isSameAs(RecordSnapshot other) {
    return value.equals(other.value)
        && Objects.equals(claim, other.claim)
        && reference.equals(other.reference)
        && source.equals(other.source);
  }
}
