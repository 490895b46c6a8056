// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells its peers of itself, protocol 2: with each keep-alive, and at once when
 * something of it changes.
 *
 * @param sequence counts the reports of one run of a server, from 1
 * @param eligible false while its own checks fail: the records should not point at it
 * @param sees the servers that it is linked to and hears
 * @param holder the server that it believes to hold the records, its own name when it acts as the
 *     holder; null while it knows of none
 * @param epoch of the claim as it knows it, 0 when it knows of none
 */
public record Report(
    long sequence, boolean eligible, Set<String> sees, @Nullable String holder, long epoch) {

  public Report {
    sees = Set.copyOf(sees);
  }

  /** True when it tells nothing that {@code earlier} did not tell. */
  public boolean repeats(@Nullable Report earlier) {
    return earlier != null
        && eligible == earlier.eligible
        && epoch == earlier.epoch
        && Objects.equals(holder, earlier.holder)
        && sees.equals(earlier.sees);
  }
}
