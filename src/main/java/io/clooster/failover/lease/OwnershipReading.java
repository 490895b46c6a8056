// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one read.
 *
 * @param finding who holds the records
 * @param holderForgotten what we believed of the holder before counts no more
 * @param nextRead when there will be something to see; null when that is as it was before
 */
public record OwnershipReading(
    Finding finding, boolean holderForgotten, @Nullable NextRead nextRead) {

  /** {@code moment} is null when there is nothing to wait for. */
  public record NextRead(@Nullable Moment moment) {}

  /** Nothing but that. */
  static OwnershipReading of(Finding finding) {
    return new OwnershipReading(finding, false, null);
  }
}
