// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.List;

/**
 * Our records as one look at the provider found them: what a reading carries for the write that may
 * follow it.
 *
 * @param records all of them, at least one
 * @param claims the claims beside them, which the next claim replaces: the one that counts first,
 *     then any that are outdated or can't be read; usually one, none before the first claim
 */
public record Snapshot(List<FoundRecord> records, List<FoundRecord> claims) {

  public Snapshot {
    records = List.copyOf(records);
    claims = List.copyOf(claims);
  }

  /** Without claims. */
  public Snapshot(List<FoundRecord> records) {
    this(records, List.of());
  }
}
