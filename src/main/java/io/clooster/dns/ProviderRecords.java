// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.failover.CacheLifetime;
import java.time.Duration;
import java.util.List;

/**
 * Our records as one look at the provider found them: what a reading carries for the write that may
 * follow it.
 *
 * @param records all of them, at least one
 * @param claims the claims beside them, which the next claim replaces: the one that counts first,
 *     then any that are outdated or can't be read; usually one, none before the first claim
 * @param beside other TXT records at the claim's name: somebody else's, which stay
 */
public record ProviderRecords(
    List<FoundRecord> records, List<FoundRecord> claims, List<FoundRecord> beside)
    implements CacheLifetime {

  public ProviderRecords {
    records = List.copyOf(records);
    claims = List.copyOf(claims);
    beside = List.copyOf(beside);
  }

  /** Without claims. */
  public ProviderRecords(List<FoundRecord> records) {
    this(records, List.of(), List.of());
  }

  /** The longest TTL of those that are not behind the provider's proxy. */
  @Override
  public Duration cached() {
    Duration longest = Duration.ZERO;
    for (FoundRecord record : records) {
      if (record.source() instanceof PublishedRecord published && !published.proxied()) {
        longest = published.ttl().compareTo(longest) > 0 ? published.ttl() : longest;
      }
    }
    return longest;
  }
}
