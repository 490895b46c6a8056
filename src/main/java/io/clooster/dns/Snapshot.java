// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.List;

/**
 * Our records as one look at the provider found them: what a reading carries for the write that may
 * follow it.
 *
 * @param records all of them, at least one
 */
public record Snapshot(List<FoundRecord> records) {

  public Snapshot {
    records = List.copyOf(records);
  }
}
